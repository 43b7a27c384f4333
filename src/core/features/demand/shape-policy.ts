import type { Priority } from '../../media/demand.js';
import type { SentShape } from '../../media/sent-shape.js';
import type { PictureSource, Source } from '../../model/sources.js';
import type { DemandFrame, WantedPicture } from './demand-frame.js';

/** How much is held back, from nothing to most: processor or network do not take more. */
export const PRESSURES = [0, 1, 2, 3] as const;
/** One of `PRESSURES`. */
export type Pressure = (typeof PRESSURES)[number];

/** The size of a captured picture; 0 where the browser does not tell. */
export interface CapturedSize {
  readonly width: number;
  readonly height: number;
}

/** What is known of this side. */
export interface SendingFacts {
  /** The pictures that are on. */
  readonly captured: Readonly<Partial<Record<PictureSource, CapturedSize>>>;
  /** Whether this side saves data. */
  readonly isSaving: boolean;
  readonly pressure: Pressure;
}

interface Format {
  readonly lines: number;
  readonly targetKbps: number;
  readonly maxKbps: number;
}

/** The table of simulcast formats for VP8 of libwebrtc (`video/config/simulcast.cc`): lines, target and highest rate. */
const FORMATS: readonly Format[] = [
  { lines: 1080, targetKbps: 4000, maxKbps: 5000 },
  { lines: 720, targetKbps: 2500, maxKbps: 2500 },
  { lines: 540, targetKbps: 1200, maxKbps: 1200 },
  { lines: 360, targetKbps: 500, maxKbps: 700 },
  { lines: 270, targetKbps: 350, maxKbps: 450 },
];
/** The smallest of that table. */
const SMALLEST: Format = { lines: 180, targetKbps: 150, maxKbps: 200 };

/**
 * What the camera takes of the uplink for all others together: an uplink of 3 Mbit/s is what the FCC called broadband
 * until 2024 (GN Docket 22-270); most have more, which the screen and data may use.
 */
const CAMERA_KBPS = 3000;
/** Chosen: beside a shared screen, which comes before it, the camera takes half of that. */
const BESIDE_SCREEN = 0.5;
/** The lowest rate of the smallest format in the same table. */
const LEAST_KBPS = 30;
/** Chosen: how the participants share it; one for whom nothing is drawn takes none. */
const WEIGHTS: Readonly<Record<Priority, number>> = { high: 2, normal: 1, low: 0.5 };

/** Chosen: each pressure halves the rate at least; below ten pictures a second movements are rows of photographs. */
const UNDER_PRESSURE: Readonly<Record<Pressure, { readonly share: number; readonly rate: number }>> = {
  0: { share: 1, rate: Infinity },
  1: { share: 0.5, rate: 20 },
  2: { share: 0.25, rate: 15 },
  3: { share: 0.1, rate: 10 },
};

/** What is sent and received while data is saved: the smallest format, at its target rate. */
const SAVING = { width: 320, height: 180, rate: 15, kbps: SMALLEST.targetKbps } as const;
/** What cameras are asked for, and so what is expected of one whose size is not known. */
const EXPECTED_LINES = 720;
/** Steps, so that a tile that grows by a few pixels does not change what is sent. */
const CAMERA_SCALES = [1, 1.5, 2, 3, 4, 6, 8, 12, 16] as const;
/** Chosen: a picture that is drawn a tenth larger than it is looks as sharp. */
const TOLERANCE = 1.1;
/** More pictures than are captured are not a limit. */
const FULL_RATE = 30;

/** Only whole steps: letters of a screen that is made smaller by another factor blur. */
const SCREEN_SCALES = [1, 2, 4] as const;
/** Text at 1440 lines and 15 pictures a second needs less than the first; the others are for pictures to recognise. */
const SCREEN_KBPS: Readonly<Record<(typeof SCREEN_SCALES)[number], number>> = { 1: 2500, 2: 1000, 4: 300 };
/** Chosen: what is read changes rarely. A screen that is saved on stays sharp, and follows more slowly. */
const SLOW_SCREEN = { rate: 5, kbps: 800 } as const;

/** RFC 7587, section 3.1.1: speech in wide band takes 16 to 20 kbit/s, music in full band 48 to 64 in mono. */
const SAVED_SOUND_BPS = { microphone: 20_000, 'screen-audio': 48_000 } as const;

/**
 * How each source is sent to each participant: sound first, then a screen, which stays sharp, then cameras, by what is
 * drawn of them. Pure.
 * @param asked what the participants ask for; `null` for one whose page does not tell, and who gets no shape.
 */
export function shapesOf(
  facts: SendingFacts,
  asked: ReadonlyMap<string, DemandFrame | null>,
): ReadonlyMap<string, Readonly<Record<Source, SentShape>>> {
  const weights = new Map([...asked].map(([id, each]) => [id, weightOf(each)]));
  const total = [...weights.values()].reduce((sum, each) => sum + each, 0);
  const kbps =
    CAMERA_KBPS * UNDER_PRESSURE[facts.pressure].share * (facts.captured.screen === undefined ? 1 : BESIDE_SCREEN);
  const told = [...asked].filter((each): each is [string, DemandFrame] => each[1] !== null);
  return new Map(
    told.map(([id, each]) => {
      const isSaving = facts.isSaving || each.saver === true;
      const share = total === 0 ? kbps : (kbps * (weights.get(id) ?? 0)) / total;
      return [
        id,
        {
          microphone: soundShape('microphone', 'high', isSaving || facts.pressure > 1),
          camera: cameraShape(facts, each.camera, { isSaving, kbps: share }),
          screen: screenShape(facts, each.screen, isSaving),
          'screen-audio': soundShape('screen-audio', 'medium', isSaving),
        },
      ];
    }),
  );
}

function weightOf(asked: DemandFrame | null): number {
  if (asked?.camera === null) return 0;
  return WEIGHTS[asked?.camera?.priority ?? 'normal'];
}

function soundShape(source: keyof typeof SAVED_SOUND_BPS, priority: RTCPriorityType, isSaving: boolean): SentShape {
  return { active: true, priority, maxBitrate: isSaving ? SAVED_SOUND_BPS[source] : undefined };
}

function cameraShape(
  { captured: { camera }, pressure }: SendingFacts,
  asked: WantedPicture | null | undefined,
  { isSaving, kbps }: { readonly isSaving: boolean; readonly kbps: number },
): SentShape {
  const priority = 'low';
  if (asked === null) return { active: false, priority };
  const lines = linesOf(camera);
  const room = kbps + 0.5;
  const affordable = FORMATS.find(({ targetKbps }) => targetKbps <= room) ?? SMALLEST;
  const scaleResolutionDownBy = Math.max(
    stepBelow(ratioOf(camera, asked), CAMERA_SCALES),
    isSaving ? stepBelow(ratioOf(camera, SAVING), CAMERA_SCALES) : 1,
    stepAbove(lines / affordable.lines),
  );
  const sent = FORMATS.findLast((format) => format.lines * TOLERANCE >= lines / scaleResolutionDownBy);
  const most = Math.min(formatFor(lines / scaleResolutionDownBy, sent).maxKbps, isSaving ? SAVING.kbps : Infinity);
  return {
    active: true,
    scaleResolutionDownBy,
    maxFramerate: rateOf(asked?.fps, isSaving ? SAVING.rate : Infinity, UNDER_PRESSURE[pressure].rate),
    maxBitrate: Math.round(Math.max(LEAST_KBPS, Math.min(most, kbps))) * 1000,
    priority,
  };
}

function screenShape(
  { captured: { screen }, pressure }: SendingFacts,
  asked: WantedPicture | null | undefined,
  isSaving: boolean,
): SentShape {
  const kept = { priority: 'medium', degradationPreference: 'maintain-resolution' } as const;
  // One that is off will be sent at once when it is on: its views come after it.
  if (asked === null && screen !== undefined) return { active: false, ...kept };
  const scaleResolutionDownBy = SCREEN_SCALES.findLast((step) => step <= ratioOf(screen, asked ?? undefined)) ?? 1;
  const isSlow = isSaving || scaleResolutionDownBy > 1;
  const most = Math.min(SCREEN_KBPS[scaleResolutionDownBy], isSaving ? SLOW_SCREEN.kbps : Infinity);
  const { share, rate } = UNDER_PRESSURE[pressure];
  return {
    active: true,
    scaleResolutionDownBy,
    maxFramerate: rateOf(asked?.fps, isSlow ? SLOW_SCREEN.rate : Infinity, rate),
    maxBitrate: Math.max(SCREEN_KBPS[4], most * share) * 1000,
    ...kept,
  };
}

/** The shorter side: cameras of phones stand upright. */
function linesOf(size: CapturedSize | undefined): number {
  return (size && Math.min(size.width, size.height)) || EXPECTED_LINES;
}

function formatFor(lines: number, larger: Format | undefined): Format {
  return lines <= SMALLEST.lines * TOLERANCE ? SMALLEST : (larger ?? FORMATS[0] ?? SMALLEST);
}

/** How many times as large the captured picture is, in the direction in which it is less so: it may be cut to fit. */
function ratioOf(size: CapturedSize | undefined, shown: { width: number; height: number } | undefined): number {
  if (size === undefined || shown === undefined) return 1;
  return Math.min(size.width / shown.width, size.height / shown.height);
}

/** The largest step with which a picture still covers what is shown of it. */
function stepBelow(ratio: number, steps: readonly number[]): number {
  return steps.findLast((step) => step <= ratio * TOLERANCE) ?? 1;
}

/** The smallest step with which a picture is as small as that. */
function stepAbove(ratio: number): number {
  return CAMERA_SCALES.find((step) => step * TOLERANCE >= ratio) ?? CAMERA_SCALES.at(-1) ?? 1;
}

function rateOf(...limits: readonly (number | undefined)[]): number | undefined {
  const lowest = Math.min(...limits.map((limit) => limit ?? Infinity));
  return lowest >= FULL_RATE ? undefined : Math.max(1, lowest);
}
