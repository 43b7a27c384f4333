import { SOURCES, sourceKey, type PictureSource, type Source } from '../../model/sources.js';
import { historiesOf } from '../../stats/quality/link-history.js';
import type { LinkMeasures } from '../../stats/quality/measure-link.js';
import type { DEMANDING } from '../../../protocol/protocol.js';
import type { FeatureContext } from '../feature.js';
import { fitOf } from './camera-pause.js';
import { CameraPauses } from './camera-pauses.js';
import { parseDemand, PICTURES, type DemandFrame } from './demand-frame.js';
import { PausedCameras } from './paused-cameras.js';
import { AT_EASE, nextPressure } from './pressure.js';
import { ProcessorWatch } from './processor-watch.js';
import { shapesOf, type CapturedSize } from './shape-policy.js';
import { settleShape, type SteadyShape } from './steady-shape.js';
import { nextStrain, UNSTRAINED, type LoadedLink } from './strain.js';

/** Of what a participant tells within this time, only the last is read. */
const READ_MS = 20;
/** What was measured longer ago says nothing of now: in a page that is not seen, a look is taken each ten seconds. */
const FRESH_MS = 12_000;
/** The feature of a page that understands it when a camera is paused. */
const UNDERSTANDS: typeof DEMANDING = 'demand';

type SteadyShapes = Partial<Record<Source, SteadyShape>>;

/** Shapes what is sent to each participant by what they tell that they show. */
export class Shaping {
  readonly #context: FeatureContext;
  /** What came of each participant and is not read yet. */
  readonly #unread = new Map<string, string | Uint8Array>();
  readonly #asked = new Map<string, DemandFrame>();
  readonly #shapes = new Map<string, SteadyShapes>();
  /** The size of each picture that was captured last: one that is on again has it too. */
  readonly #sizes: Partial<Record<PictureSource, CapturedSize>> = {};
  readonly #processor = new ProcessorWatch();
  #pauses = new CameraPauses();
  readonly #paused: PausedCameras;
  #strain = UNSTRAINED;
  #pressure = AT_EASE;
  #cancelReading: (() => void) | null = null;

  constructor(context: FeatureContext) {
    this.#context = context;
    this.#paused = new PausedCameras(context);
  }

  /** Whether a participant is to be told that the local camera is not sent to them for now. */
  isPaused(id: string): boolean {
    return this.#pauses.isPaused(id);
  }

  /** A participant tells what they show. */
  hear(id: string, data: string | Uint8Array): void {
    if (!this.#others.includes(id)) return;
    this.#unread.set(id, data);
    this.#cancelReading ??= this.#context.clock.after(READ_MS, () => {
      this.#cancelReading = null;
      this.#read();
    });
  }

  /** Brings all that is sent to what is wanted now: sources, participants and time have changed. */
  look(): void {
    const { plane, isSavingData } = this.#context;
    if (plane.topology !== 'mesh') {
      // A media server sends on as much as each way carries: no page pauses a camera there.
      this.#pauses = new CameraPauses();
      this.#paused.show(new Map(), false);
      return;
    }
    const measures = this.#measures;
    this.#judgeCameras(measures);
    for (const id of measures.keys()) {
      // A page that shows no tiles says nothing, and is sent all there is until now.
      if ((this.isPaused(id) || isSavingData()) && !this.#asked.has(id)) this.#asked.set(id, {});
    }
    this.#paused.show(this.#asked, this.#pauses.isPausedToAll);
    if (this.#asked.size === 0) return;
    this.#weigh(measures);
    this.#shape();
  }

  forget(id: string): void {
    this.#unread.delete(id);
    this.#asked.delete(id);
    this.#shapes.delete(id);
    this.#paused.forget(id);
  }

  /** May be called twice. */
  close(): void {
    this.#cancelReading?.();
    this.#unread.clear();
    this.#processor.close();
    this.#paused.close();
  }

  /** What was measured of the link to each participant whose page can be told of a pause. */
  get #measures(): ReadonlyMap<string, LinkMeasures | null> {
    const { plane, clock, hasFeature } = this.#context;
    const histories = historiesOf(plane);
    return new Map(
      this.#others
        .filter((id) => hasFeature(id, UNDERSTANDS))
        .map((id) => [id, histories.get(id)?.latest(clock.monotonic(), FRESH_MS) ?? null]),
    );
  }

  /** Where the smallest cameras do not fit beside sound, none is sent. */
  #judgeCameras(measures: ReadonlyMap<string, LinkMeasures | null>): void {
    const { sources } = this.#context.getSnapshot().self;
    const isScreenOn = sources.screen.track !== null;
    const fits = new Map([...measures].map(([id, each]) => [id, each && fitOf(each.sent, isScreenOn)]));
    this.#pauses.look(fits, sources.camera.track !== null, this.#context.clock.monotonic());
  }

  /** Where processor or uplink do not take what is sent, less is. */
  #weigh(measures: ReadonlyMap<string, LinkMeasures | null>): void {
    const { clock, getSnapshot } = this.#context;
    const { self } = getSnapshot();
    const links = [...measures].flatMap(([id, each]): LoadedLink[] => {
      const wantedKbps = this.#wantedKbpsOf(id);
      if (each === null || wantedKbps === null) return [];
      const { uplinkKbps, kbps, processorBound } = each.sent;
      return [{ uplinkKbps, kbps, processorBound, undecoded: each.received.undecoded, wantedKbps }];
    });
    this.#strain = nextStrain(this.#strain, { self, links, processor: this.#processor.state }, clock.monotonic());
    this.#pressure = nextPressure(this.#pressure, this.#strain.strain, clock.monotonic());
  }

  /** What the pictures that are on may take of the link to a participant; `null` where it is not limited. */
  #wantedKbpsOf(id: string): number | null {
    const shapes = this.#shapes.get(id);
    const limits = this.#on.map((source) => {
      const shape = shapes?.[source]?.shape;
      return shape?.active === false ? 0 : shape?.maxBitrate;
    });
    const known = limits.filter((limit) => limit !== undefined);
    return known.length < limits.length ? null : known.reduce((sum, limit) => sum + limit, 0) / 1000;
  }

  #shape(): void {
    const { plane, clock, getSnapshot, isSavingData } = this.#context;
    const { sources } = getSnapshot().self;
    const on = this.#on;
    for (const source of on) {
      const { width = 0, height = 0 } = sources[sourceKey(source)].track?.getSettings() ?? {};
      this.#sizes[source] = { width, height };
    }
    const { camera, screen } = this.#sizes;
    const captured = { ...(camera && { camera }), ...(screen && on.includes('screen') && { screen }) };
    const asked = new Map(this.#others.map((id) => [id, this.#limitedFor(id)]));
    const facts = { captured, isSaving: isSavingData(), pressure: this.#pressure.level };
    for (const [id, wanted] of shapesOf(facts, asked)) {
      const before = this.#shapes.get(id) ?? {};
      const after: SteadyShapes = {};
      for (const source of SOURCES) {
        const steady = settleShape(before[source], wanted[source], clock.monotonic());
        after[source] = steady;
        if (JSON.stringify(steady.shape) !== JSON.stringify(before[source]?.shape))
          plane.shape?.(id, source, steady.shape);
      }
      this.#shapes.set(id, after);
    }
  }

  #limitedFor(id: string): DemandFrame | null {
    const asked = this.#asked.get(id);
    return asked === undefined ? null : this.#pauses.limit(id, asked);
  }

  /** The pictures that are captured now. */
  get #on(): readonly PictureSource[] {
    const { sources } = this.#context.getSnapshot().self;
    return PICTURES.filter((source) => sources[sourceKey(source)].track !== null);
  }

  get #others(): readonly string[] {
    return this.#context
      .getSnapshot()
      .participants.filter(({ isLocal }) => !isLocal)
      .map(({ id }) => id);
  }

  #read(): void {
    for (const [id, data] of this.#unread) {
      const frame = parseDemand(data);
      if (frame !== null) this.#asked.set(id, frame);
    }
    this.#unread.clear();
    this.look();
  }
}
