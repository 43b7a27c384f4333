import { CallError } from '../base/errors.js';
import { Lazy } from '../base/lazy.js';
import type { Admission, LeaveReason, ServerEvent } from '../../protocol/protocol.js';
import type { FeatureContext, FeatureEntry, SessionFeature } from './feature.js';

/** Entries by the names of their features. */
export type FeatureEntries = Readonly<Record<string, FeatureEntry>>;
/** The feature that an entry makes. */
export type FeatureOf<Entry extends FeatureEntry> = Awaited<ReturnType<Entry['load']>>;

/**
 * The features of one session that are loaded after joining. Hands data and messages to the feature that owns their channel
 * or name, and everything else to all features. A feature is made when it first has something to handle, and once another
 * participant can be reached; what comes before waits, in order.
 */
export class FeatureTable<Entries extends FeatureEntries> {
  readonly #features = new Map<string, Lazy<SessionFeature>>();
  readonly #owners = new Map<string, Lazy<SessionFeature>>();
  readonly #closed = new AbortController();

  /** @throws CallError `internal` when two features own the same channel or message. */
  constructor(entries: Entries, context: FeatureContext) {
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
   * Runs `work` with a feature, after what waits for it. @throws CallError `internal` when it cannot be loaded, and what
   * the table was closed with.
   */
  run<Name extends keyof Entries & string, Result>(
    name: Name,
    work: (feature: FeatureOf<Entries[Name]>) => Result | Promise<Result>,
  ): Promise<Result> {
    return this.#get(name).run((feature) => {
      this.#closed.signal.throwIfAborted();
      return work(feature);
    });
  }

  /** Runs `work` with a feature, now or when it is loaded, without a result. */
  queue<Name extends keyof Entries & string>(name: Name, work: (feature: FeatureOf<Entries[Name]>) => void): void {
    this.#get(name).queue(work);
  }

  /** The feature, if it is loaded. */
  peek<Name extends keyof Entries & string>(name: Name): FeatureOf<Entries[Name]> | null {
    return this.#get(name).value;
  }

  /** Makes all features. @throws CallError `internal` when one cannot be loaded. */
  async load(): Promise<void> {
    await Promise.all([...this.#features.values()].map((feature) => feature.load()));
  }

  /** A message without an owner is dropped. */
  handleMessage(message: ServerEvent): void {
    this.#owners.get(message.name)?.queue((feature) => feature.handleMessage?.(message));
  }

  /** Data on a channel without an owner is dropped. */
  handleData(from: string, channel: string, data: string | Uint8Array): void {
    const owner = this.#owners.get(channel);
    owner?.queue((feature) => feature.handleData?.(from, channel, data), { length: data.length });
  }

  handleAdmitted(admission: Admission, isReturn: boolean): void {
    this.#tellAll((feature) => feature.handleAdmitted?.(admission, isReturn), false);
  }

  handleReachable(id: string): void {
    this.#tellAll((feature) => feature.handleReachable?.(id), true);
  }

  handleGone(id: string, reason: LeaveReason): void {
    this.#tellAll((feature) => feature.handleGone?.(id, reason), false);
  }

  /** Hands nothing on any more, also to features that are loaded later. May be called twice. @param reason why. */
  close(reason: CallError): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort(reason);
    for (const feature of this.#features.values()) {
      feature.drop(reason);
      if (feature.value !== null) feature.value.close?.();
      else feature.queue((loaded) => loaded.close?.(), { isReason: false });
    }
  }

  #tellAll(work: (feature: SessionFeature) => void, isReason: boolean): void {
    for (const feature of this.#features.values()) feature.queue(work, { isReason });
  }

  #get<Name extends keyof Entries & string>(name: Name): Lazy<FeatureOf<Entries[Name]>> {
    // The constructor made one for each entry.
    return this.#features.get(name) as Lazy<unknown> as Lazy<FeatureOf<Entries[Name]>>;
  }
}
