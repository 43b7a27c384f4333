import { every } from '../base/clock.js';
import { CallError } from '../base/errors.js';
import { Lazy } from '../base/lazy.js';
import type { Admission, LeaveReason, ServerEvent } from '../../protocol/protocol.js';
import type { FeatureContext, FeatureEntry, SessionFeature } from './feature.js';

/** Connecting comes first: by then, most often, all connections are up. */
const LATER_MS = 1000;

type Entries = Readonly<Record<string, FeatureEntry>>;
/** The feature that an entry makes. */
type FeatureOf<Entry extends FeatureEntry> = Awaited<ReturnType<Entry['load']>>;

/**
 * The features of one session. Hands data and messages to the feature that owns their channel or name, and everything
 * else to all features. A feature is loaded when it first has something to handle, once another participant can be
 * reached, and a second after joining at the latest; what comes before waits, in order.
 */
export class FeatureTable<Table extends Entries> {
  readonly #features = new Map<string, Lazy<SessionFeature>>();
  readonly #owners = new Map<string, Lazy<SessionFeature>>();
  readonly #context: FeatureContext;
  readonly #closed = new AbortController();
  #stopLoading: () => void = () => undefined;

  /** @throws CallError `internal` when two features own the same channel or message. */
  constructor(entries: Table, context: FeatureContext) {
    this.#context = context;
    for (const [name, entry] of Object.entries<FeatureEntry>(entries)) {
      const feature = new Lazy(() => entry.load(context));
      this.#features.set(name, feature);
      for (const owned of [...entry.channels, ...entry.messages]) {
        if (this.#owners.has(owned)) throw new CallError('internal', { message: `“${owned}” has two owners.` });
        this.#owners.set(owned, feature);
      }
    }
  }

  /**
   * Runs `work` with a feature, after what waits for it. @throws CallError `internal` when it cannot be loaded,
   * `not-allowed` when the room was left.
   */
  run<Name extends keyof Table & string, Result>(
    name: Name,
    work: (feature: FeatureOf<Table[Name]>) => Result | Promise<Result>,
  ): Promise<Result> {
    return this.#get(name).run((feature) => {
      this.#closed.signal.throwIfAborted();
      return work(feature);
    });
  }

  /** Runs `work` with a feature, now or when it is loaded, without a result. */
  queue<Name extends keyof Table & string>(name: Name, work: (feature: FeatureOf<Table[Name]>) => void): void {
    this.#get(name).queue(work);
  }

  /** The feature, if it is loaded. */
  peek<Name extends keyof Table & string>(name: Name): FeatureOf<Table[Name]> | null {
    return this.#get(name).value;
  }

  handleMessage(message: ServerEvent): void {
    this.#owners.get(message.name)?.queue((feature) => feature.handleMessage?.(message));
  }

  /** Data on a channel without an owner is dropped. */
  handleData(from: string, channel: string, data: string | Uint8Array): void {
    const owner = this.#owners.get(channel);
    owner?.queue((feature) => feature.handleData?.(from, channel, data), { length: data.length });
  }

  handleAdmitted(admission: Admission, isReturn: boolean): void {
    // No reason to load any: on the way to the others, code that is loaded delays their first pictures.
    this.#tellAll((feature) => feature.handleAdmitted?.(admission, isReturn), false);
    this.#stopLoading();
    this.#stopLoading = every(this.#context.clock, LATER_MS, () => void this.#loadAll());
  }

  handleReachable(id: string): void {
    this.#tellAll((feature) => feature.handleReachable?.(id), true);
  }

  handleGone(id: string, reason: LeaveReason): void {
    this.#tellAll((feature) => feature.handleGone?.(id, reason), false);
  }

  /** Hands nothing on any more, also to features that are loaded later. May be called twice. */
  close(): void {
    if (this.#closed.signal.aborted) return;
    const left = new CallError('not-allowed', { message: 'The room was left.' });
    this.#closed.abort(left);
    this.#stopLoading();
    for (const feature of this.#features.values()) {
      feature.drop(left);
      if (feature.value !== null) feature.value.close?.();
      else feature.queue((loaded) => loaded.close?.(), { isReason: false });
    }
  }

  async #loadAll(): Promise<void> {
    try {
      await Promise.all([...this.#features.values()].map((feature) => feature.load()));
      this.#stopLoading();
    } catch {
      // Offline: tried again in a second.
    }
  }

  #tellAll(work: (feature: SessionFeature) => void, isReason: boolean): void {
    for (const feature of this.#features.values()) feature.queue(work, { isReason });
  }

  #get<Name extends keyof Table & string>(name: Name): Lazy<FeatureOf<Table[Name]>> {
    // The constructor made one for each entry.
    return this.#features.get(name) as Lazy<unknown> as Lazy<FeatureOf<Table[Name]>>;
  }
}
