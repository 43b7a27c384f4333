import { SOURCES, sourceKey, type PictureSource, type Source } from '../../model/sources.js';
import type { FeatureContext } from '../feature.js';
import { parseDemand, PICTURES, type DemandFrame } from './demand-frame.js';
import { AT_EASE, isStrained, nextPressure } from './pressure.js';
import { shapesOf, type CapturedSize } from './shape-policy.js';
import { settleShape, type SteadyShape } from './steady-shape.js';

/** Of what a participant tells within this time, only the last is read. */
const READ_MS = 20;

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
  #pressure = AT_EASE;
  #cancelReading: (() => void) | null = null;

  constructor(context: FeatureContext) {
    this.#context = context;
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
    const { plane, clock, getSnapshot, isSavingData } = this.#context;
    if (this.#asked.size === 0) return;
    const { self } = getSnapshot();
    const { sources } = self;
    this.#pressure = nextPressure(this.#pressure, isStrained(self), clock.monotonic());
    const on = PICTURES.filter((source) => sources[sourceKey(source)].track !== null);
    for (const source of on) {
      const { width = 0, height = 0 } = sources[sourceKey(source)].track?.getSettings() ?? {};
      this.#sizes[source] = { width, height };
    }
    const { camera, screen } = this.#sizes;
    const captured = { ...(camera && { camera }), ...(screen && on.includes('screen') && { screen }) };
    const asked = new Map(this.#others.map((id) => [id, this.#asked.get(id) ?? null]));
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

  forget(id: string): void {
    this.#unread.delete(id);
    this.#asked.delete(id);
    this.#shapes.delete(id);
  }

  /** May be called twice. */
  close(): void {
    this.#cancelReading?.();
    this.#unread.clear();
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
