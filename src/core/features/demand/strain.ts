import type { Participant } from '../../model/snapshot.js';
import type { Measures } from '../../stats/quality/measure-link.js';
import type { Pressure } from './shape-policy.js';
import { isMeasured, SOUND_KBPS } from './uplink.js';

/**
 * How much too much what is sent is: 0 is nothing; more is up to which pressure it should be held back; `null` is
 * neither, where less would not be right and more too much.
 */
export type Strain = Pressure | null;

/** One link: what it takes, what is meant to be sent over it, and whether its pictures want for processor time. */
export interface LoadedLink extends Pick<Measures, 'uplinkKbps' | 'kbps' | 'processorBound'> {
  readonly wantedKbps: number;
  /** The share of the received pictures that were not decoded in time. */
  readonly undecoded?: number | undefined;
}

/** What is known of the uplink and the processor. */
export interface StrainFacts {
  /** How the others get what is sent. */
  readonly self: Pick<Participant, 'quality' | 'qualityCause'>;
  readonly links: readonly LoadedLink[];
  /** As Compute Pressure reports the processor: `nominal`, `fair`, `serious`, `critical`; `null` where it does not. */
  readonly processor: string | null;
}

/** Since when something is too much; `null` where it is not. */
export interface StrainState {
  readonly narrowSinceMs: number | null;
  readonly busySinceMs: number | null;
  readonly strain: Strain;
}

/** Nothing is known. */
export const UNSTRAINED: StrainState = { narrowSinceMs: null, busySinceMs: null, strain: 0 };

/**
 * Chosen: with half of what is meant to be sent the pictures are a size too large for their bitrate; with nine tenths,
 * hardly anything is missing. In between nothing is changed, so that an uplink at a limit does not swing.
 */
const NARROW = 0.5;
const WIDE = 0.9;
/** Chosen: an estimate that is not used up is as low as what is sent, and says nothing of what more there would be. */
const USED_UP = 0.6;
/** Chosen: two looks at the statistics. */
const NARROW_MS = 5000;
/** Chosen: a program that starts takes all of the processor for some seconds. */
const BUSY_MS = 10_000;
/** Chosen: a tenth of the pictures, or of the time, is noticed. */
const SUFFERS = 0.1;
/** A processor that others keep busy is left alone for one step; further ones are for what the pictures show. */
const BUSY: Pressure = 1;

/** Whether processor or uplink do not take what is sent: as the others get it, and why. */
export function isStrained({ quality, qualityCause }: Pick<Participant, 'quality' | 'qualityCause'>): boolean {
  return quality === 'poor' && (qualityCause === 'uplink' || qualityCause === 'processor');
}

/** What follows at a look. What is no measurement counts as absent. Pure. */
export function nextStrain(before: StrainState, { self, links, processor }: StrainFacts, nowMs: number): StrainState {
  const uplink = uplinkOf(links);
  const narrowSinceMs = uplink === 'narrow' ? (before.narrowSinceMs ?? nowMs) : null;
  const isSuffering = links.some(({ processorBound, undecoded }) =>
    [processorBound, undecoded].some((share) => isMeasured(share) && share > SUFFERS && share <= 1),
  );
  // Other programs may keep the processor busy while the pictures are well.
  const isBusy = isSuffering && processor === 'critical';
  const busySinceMs = isBusy ? (before.busySinceMs ?? nowMs) : null;
  const strains: readonly Strain[] = [
    isStrained(self) ? 3 : 0,
    uplink === 'wide' ? 0 : lasts(narrowSinceMs, NARROW_MS, nowMs) ? 3 : null,
    !isSuffering || (!isBusy && processor !== 'serious') ? 0 : lasts(busySinceMs, BUSY_MS, nowMs) ? BUSY : null,
  ];
  const most = strains.reduce<Pressure>((worst, strain) => (strain !== null && strain > worst ? strain : worst), 0);
  return { narrowSinceMs, busySinceMs, strain: most > 0 ? most : strains.includes(null) ? null : 0 };
}

/** All links share one uplink: what all of them take, beside what all of them are meant to take. */
function uplinkOf(links: readonly LoadedLink[]): 'wide' | 'between' | 'narrow' {
  const known = links.filter(({ uplinkKbps }) => isMeasured(uplinkKbps) && uplinkKbps > 0);
  const sum = (read: (link: LoadedLink) => number | undefined): number =>
    known.map(read).reduce<number>((total, value) => total + (isMeasured(value) ? value : 0), 0);
  const takes = sum(({ uplinkKbps }) => uplinkKbps);
  const wanted = sum(({ wantedKbps }) => wantedKbps + SOUND_KBPS);
  const isUsedUp = sum(({ kbps }) => kbps) >= USED_UP * takes;
  if (known.length === 0 || !isUsedUp || takes >= WIDE * wanted) return 'wide';
  return takes < NARROW * wanted ? 'narrow' : 'between';
}

function lasts(sinceMs: number | null, ms: number, nowMs: number): boolean {
  return sinceMs !== null && nowMs - sinceMs >= ms;
}
