import { every } from '../base/clock.js';
import type { LinkReport } from '../media/media-plane.js';
import type { Participant } from '../model/snapshot.js';
import { isGiving } from '../model/sources.js';
import { judgeCall, qualityOfCall } from '../stats/quality/judge-call.js';
import { LOST } from '../stats/quality/judge-link.js';
import { historiesOf, LinkHistory } from '../stats/quality/link-history.js';
import { readLink, type LinkSample } from '../stats/quality/link-sample.js';
import { measureLink, type LinkMeasures } from '../stats/quality/measure-link.js';
import { NOT_KNOWN, settle, type SteadyQuality } from '../stats/quality/steady-quality.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** The browser measures the round trip as often; a second more or less of a bad line is not noticed. */
const LOOK_MS = 2500;
/** In a page that is not seen, only each so many looks is taken. */
const UNSEEN_LOOKS = 4;
/** A browser that has not answered for so long may never do so, as Firefox where a connection is closed meanwhile. */
const PATIENCE_MS = 10_000;

type Known = Pick<Participant, 'quality' | 'qualityCause'>;

const NOTHING_ARRIVES: Known = { quality: LOST.quality, qualityCause: LOST.cause };

/**
 * Derives how well the media of each participant arrives, and why not, from the statistics of all links: one timer, and
 * one question to the plane at a time. The snapshot changes only with the quality or its cause.
 */
export class QualityFeature implements SessionFeature {
  readonly #context: FeatureContext;
  readonly #samples = new Map<string, LinkSample>();
  readonly #qualities = new Map<string, SteadyQuality>();
  readonly #histories: Map<string, LinkHistory>;
  #own = NOT_KNOWN;
  #ticks = 0;
  /** The question to the plane that is under way, by the time of its asking. */
  #asked: { readonly atMs: number } | null = null;
  #stop: (() => void) | null = null;

  constructor(context: FeatureContext) {
    this.#context = context;
    this.#histories = historiesOf(context.plane);
  }

  handleAdmitted(): void {
    this.#stop ??= every(this.#context.clock, LOOK_MS, () => void this.#look());
  }

  handleGone(id: string): void {
    this.#forget(id);
    this.#histories.delete(id);
  }

  /** May be called twice. */
  close(): void {
    this.#stop?.();
    this.#asked = null;
  }

  async #look(): Promise<void> {
    const { plane, clock } = this.#context;
    this.#ticks += 1;
    if (isPageUnseen() && this.#ticks % UNSEEN_LOOKS !== 0) return;
    if (this.#asked !== null && clock.monotonic() - this.#asked.atMs < PATIENCE_MS) return;
    // Alone there is nothing to ask for, and what was known is over.
    if (this.#others.length === 0) {
      this.#judge([]);
      return;
    }
    const asked = { atMs: clock.monotonic() };
    this.#asked = asked;
    // What a browser throws about a connection that is just closing says nothing.
    const reports = await plane.getStats().catch(() => []);
    if (this.#asked !== asked) return;
    this.#asked = null;
    this.#judge(reports);
  }

  #judge(reports: readonly LinkReport[]): void {
    const others = this.#others;
    const up = others.filter(({ connection }) => connection === 'connected');
    const down = others.filter(({ connection }) => connection === 'interrupted' || connection === 'failed');
    for (const { id, connection } of others) if (connection !== 'connected') this.#forget(id);
    const links = new Map(up.map((each) => [each.id, this.#measure(each, reports)]));
    for (const { id } of others) this.#record(id, links.get(id) ?? null);
    const { received, own } = judgeCall(links, down.length);
    for (const [id, verdict] of received) {
      this.#qualities.set(id, settle(this.#qualities.get(id) ?? NOT_KNOWN, verdict));
    }
    this.#own = others.length === 0 ? NOT_KNOWN : settle(this.#own, own);
    this.#tell(others, new Set(down.map(({ id }) => id)));
  }

  /** What is known of a link that is down, or gone, says nothing of a later one. */
  #forget(id: string): void {
    this.#samples.delete(id);
    this.#qualities.delete(id);
  }

  /** Also of a link that is down, which leaves a gap. */
  #record(id: string, measures: LinkMeasures | null): void {
    const history = this.#histories.get(id) ?? new LinkHistory();
    this.#histories.set(id, history);
    history.add(this.#context.clock.monotonic(), measures);
  }

  #measure({ id, sources }: Participant, reports: readonly LinkReport[]): LinkMeasures | null {
    const { plane, clock } = this.#context;
    const link = { id, tracks: plane.tracksOf(id), isVoiceOn: isGiving(sources.microphone) };
    const before = this.#samples.get(id);
    const sample = readLink(link, reports, clock.monotonic());
    if (sample === null) return null;
    this.#samples.set(id, sample);
    return before === undefined ? null : measureLink(before, sample);
  }

  #tell(others: readonly Participant[], downIds: ReadonlySet<string>): void {
    const { apply, getSnapshot } = this.#context;
    const known = new Map<string, Known>();
    for (const { id } of others) {
      known.set(id, downIds.has(id) ? NOTHING_ARRIVES : knownOf(this.#qualities.get(id) ?? NOT_KNOWN));
    }
    const quality = qualityOfCall(
      this.#own.quality,
      [...known.values()].map((each) => each.quality),
    );
    known.set(getSnapshot().self.id, knownOf(this.#own));
    apply({ type: 'quality', quality, known });
  }

  get #others(): readonly Participant[] {
    return this.#context.getSnapshot().participants.filter(({ isLocal }) => !isLocal);
  }
}

function knownOf({ quality, qualityCause }: SteadyQuality): Known {
  return { quality, qualityCause };
}

/** Whether the page is in the background, with no window of it or video over the others. */
function isPageUnseen(): boolean {
  const { document: page, documentPictureInPicture: pip } = globalThis as {
    document?: Document;
    documentPictureInPicture?: { readonly window: Window | null };
  };
  return page?.visibilityState === 'hidden' && !page.pictureInPictureElement && !pip?.window;
}
