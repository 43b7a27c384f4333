import { every } from '../base/clock.js';
import { CallError } from '../base/errors.js';
import { Lazy } from '../base/lazy.js';
import type { Admission, EventName, LeaveReason, ServerEvent } from '../../protocol/protocol.js';
import type { FeatureContext, SessionFeature } from './feature.js';
import type { FeatureEntries, FeatureOf, FeatureTable } from './feature-table.js';

/** Connecting comes first: by then, most often, all connections are up. */
const LATER_MS = 1000;

/** A feature that is there from the beginning, and the messages that it owns. */
export interface EarlyFeature {
  readonly messages: readonly EventName[];
  create(context: FeatureContext): SessionFeature;
}

/**
 * The features of one session: those that are there from the beginning, and the table of the others, which is loaded with
 * the first thing that concerns them, once another participant can be reached, and a second after joining at the latest.
 * What comes before waits, in order. Never before the local participant is admitted: only then it is known where the
 * media of the room is, which the table begins with.
 */
export class SessionFeatures<Entries extends FeatureEntries> {
  readonly #early = new Map<EventName, SessionFeature>();
  readonly #table: Lazy<FeatureTable<Entries>>;
  readonly #context: FeatureContext;
  #stopLoading: () => void = () => undefined;
  #isAdmitted = false;
  /** Whether what waits is a reason to load them. */
  #isAwaited = false;

  constructor(
    early: readonly EarlyFeature[],
    load: (context: FeatureContext) => Promise<FeatureTable<Entries>>,
    context: FeatureContext,
  ) {
    this.#context = context;
    this.#table = new Lazy(() => load(context));
    for (const { messages, create } of early) {
      const feature = create(context);
      for (const name of messages) this.#early.set(name, feature);
    }
  }

  /**
   * Runs `work` with a feature, after what waits for it. @throws CallError `internal` when it cannot be loaded,
   * `not-allowed` when the room was left.
   */
  run<Name extends keyof Entries & string, Result>(
    name: Name,
    work: (feature: FeatureOf<Entries[Name]>) => Result | Promise<Result>,
  ): Promise<Result> {
    return this.#table.run((table) => table.run(name, work));
  }

  /** Runs `work` with a feature, now or when it is loaded, without a result. */
  queue<Name extends keyof Entries & string>(name: Name, work: (feature: FeatureOf<Entries[Name]>) => void): void {
    this.#tell((table) => {
      table.queue(name, work);
    }, true);
  }

  /** The same, where it is no reason to load the feature. */
  queueLater<Name extends keyof Entries & string>(name: Name, work: (feature: FeatureOf<Entries[Name]>) => void): void {
    this.#tell((table) => {
      table.queue(name, work);
    }, false);
  }

  /** The feature, if it is loaded. */
  peek<Name extends keyof Entries & string>(name: Name): FeatureOf<Entries[Name]> | null {
    return this.#table.value?.peek(name) ?? null;
  }

  handleMessage(message: ServerEvent): void {
    const early = this.#early.get(message.name);
    if (early !== undefined) early.handleMessage?.(message);
    else
      this.#tell((table) => {
        table.handleMessage(message);
      }, true);
  }

  handleData(from: string, channel: string, data: string | Uint8Array): void {
    this.#table.queue(
      (table) => {
        table.handleData(from, channel, data);
      },
      { length: data.length },
    );
  }

  handleAdmitted(admission: Admission, isReturn: boolean): void {
    this.#isAdmitted = true;
    // Where the first plane carries the call it is no reason to load any: code that is loaded delays the first pictures.
    this.#tell(
      (table) => {
        table.handleAdmitted(admission, isReturn);
      },
      this.#isAwaited || admission.media !== undefined,
    );
    this.#stopLoading();
    this.#stopLoading = every(this.#context.clock, LATER_MS, () => void this.#loadAll());
  }

  handleReachable(id: string): void {
    this.#tell((table) => {
      table.handleReachable(id);
    }, true);
  }

  handleGone(id: string, reason: LeaveReason): void {
    this.#tell((table) => {
      table.handleGone(id, reason);
    }, false);
  }

  /** Hands nothing on any more, also to features that are loaded later. May be called twice. */
  close(): void {
    const left = new CallError('not-allowed', { message: 'The room was left.' });
    this.#stopLoading();
    this.#table.drop(left);
    this.#tell((table) => {
      table.close(left);
    }, false);
  }

  async #loadAll(): Promise<void> {
    try {
      const table = await this.#table.load();
      await table.load();
      this.#stopLoading();
    } catch {
      // Offline: tried again in a second.
    }
  }

  #tell(tell: (table: FeatureTable<Entries>) => void, isReason: boolean): void {
    this.#isAwaited ||= isReason;
    this.#table.queue(tell, { isReason: isReason && this.#isAdmitted });
  }
}
