import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Participant, Quality } from '../../core/index.js';
import type { RoomFacts, RoomLink } from '../internal/link/room-link.js';
import type { TextKey } from '../internal/localization/index.js';
import { words } from '../internal/localization/words.js';
import type { qualityTexts } from '../noom-video/extras/quality-badge.js';

const LEVELS: Readonly<Record<Quality, { readonly bars: number; readonly text: TextKey }>> = {
  excellent: { bars: 3, text: 'isExcellent' },
  good: { bars: 2, text: 'isGood' },
  poor: { bars: 1, text: 'isPoor' },
  lost: { bars: 0, text: 'isLost' },
  unknown: { bars: 0, text: 'isUnknown' },
};
const BARS = ['M5 20v-4', 'M12 20v-9', 'M19 20v-16'];

/** What is said of the call, or of a participant. */
interface Subject {
  readonly quality: Quality;
  readonly cause: TextKey | null;
  /** What it is the quality of, with the name of a participant. */
  readonly of: TextKey;
  readonly name: string;
}

const UNKNOWN: Subject = { quality: 'unknown', cause: null, of: 'connection', name: '' };

/** The sign of the quality, its level in words, and why it is not better. */
export function renderSummary(
  link: RoomLink<RoomFacts>,
  participant: string,
  textsOf: typeof qualityTexts,
): TemplateResult {
  const { quality, cause, of, name } = findSubject(link.value, participant, textsOf);
  const { bars, text } = LEVELS[quality];
  return html`<p part="summary" class="summary is-${quality}">
    <svg class="icon" part="icon" viewBox="0 0 24 24" aria-hidden="true">
      ${BARS.map((bar, index) => svg`<path opacity=${index < bars ? 1 : 0.3} d=${bar} />`)}
      ${quality === 'lost' ? svg`<path d="M3 4l6 6M9 4l-6 6" />` : nothing}
    </svg>
    <span>
      <span class="of">${words(link, of, { name })}</span>
      <strong>${words(link, text)}</strong>
      ${cause ? html`<span class="cause">${words(link, cause)}</span>` : nothing}
    </span>
  </p>`;
}

/** The call has the cause of the local participant, whom it is about, or of one of the others who are like it. */
function findSubject(facts: RoomFacts | undefined, wanted: string, textsOf: typeof qualityTexts): Subject {
  if (facts === undefined) return UNKNOWN;
  const { self, participants, quality } = facts;
  const one = participants.find(({ id, isLocal }) => id === wanted || (isLocal && wanted === 'local'));
  const of = one?.isLocal === true ? 'whatYouSend' : 'connectionTo';
  if (one) return { quality: one.quality, cause: causeOf(one, textsOf), of, name: one.name };
  if (wanted !== '') return UNKNOWN;
  const alike = [self, ...participants].find((each) => each.quality === quality && each.qualityCause !== null);
  return { ...UNKNOWN, quality, cause: alike ? causeOf(alike, textsOf) : null };
}

function causeOf(participant: Participant, textsOf: typeof qualityTexts): TextKey | null {
  return textsOf({ ...participant, connection: 'connected' })[1] ?? null;
}
