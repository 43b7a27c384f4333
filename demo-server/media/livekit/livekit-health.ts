import { randomBytes } from 'node:crypto';
import type { Clock } from '../../ops/clock.js';
import type { Logger } from '../../ops/log.js';
import { roomsSchema } from './livekit-answers.js';
import type { LiveKitApi } from './livekit-api.js';
import { LiveKitError } from './livekit-error.js';
import type { LiveKitTokens } from './livekit-tokens.js';

/** How often it is asked whether it works. */
const EVERY_MS = 2000;
/** So many times in a row without an answer, and it is lost. */
const MISSES = 3;
/** LiveKit forgives a minute; beyond half of it, someone should set a clock. */
const WORTH_A_WARNING_MS = 30_000;

/** What the health is found with. */
export interface LiveKitHealthOptions {
  api: LiveKitApi;
  tokens: LiveKitTokens;
  clock: Clock;
  logger: Logger;
  handleChange(change: 'lost' | 'back'): void;
}

/**
 * Whether LiveKit works: it answers, and takes the key. Asked at once and then every two seconds; after three misses it is
 * lost. It counts as up only once it has taken the key, at the start and whenever it comes back.
 */
export class LiveKitHealth {
  readonly #options: LiveKitHealthOptions;
  #isUp = false;
  #isLost = false;
  #misses = 0;
  #told = '';
  #cancel: (() => void) | null = null;
  #isClosed = false;
  /** Whether LiveKit makes rooms that nobody asked for; `null` when that is not known. */
  #makesRooms: boolean | null = null;

  constructor(options: LiveKitHealthOptions) {
    this.#options = options;
    void this.#look();
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  get makesRooms(): boolean | null {
    return this.#makesRooms;
  }

  close(): void {
    this.#isClosed = true;
    this.#isUp = false;
    this.#cancel?.();
  }

  async #look(): Promise<void> {
    const isHealthy = await this.#options.api.isHealthy();
    if (this.#isClosed) return;
    if (isHealthy && (this.#isUp || (await this.#introduce()))) this.#misses = 0;
    else this.#handleMiss(isHealthy);
    this.#goOn();
  }

  #goOn(): void {
    // It may have been closed while it was asked.
    if (!this.#isClosed) this.#cancel = this.#options.clock.after(EVERY_MS, () => void this.#look());
  }

  /** Also one that was never there is lost: a room may have been with it before this process began. */
  #handleMiss(isHealthy: boolean): void {
    if (this.#isClosed) return;
    this.#misses += 1;
    if (this.#misses < MISSES) return;
    if (!isHealthy) this.#tell('warn', 'the media server does not answer: see NOOM_LIVEKIT_API_URL');
    this.#isUp = false;
    if (this.#isLost) return;
    this.#isLost = true;
    this.#options.handleChange('lost');
  }

  /** Asks what it answers only to those who have its key, before anything depends on it. */
  async #introduce(): Promise<boolean> {
    const { api, tokens, logger } = this.#options;
    const unused = `~${randomBytes(12).toString('base64url')}`;
    try {
      await api.request('ListRooms', { roomList: true }, { names: [unused] }, roomsSchema);
      this.#makesRooms = await api.makesRooms(unused);
    } catch (error) {
      if (!this.#isClosed) this.#handleRefusal(error);
      return false;
    }
    if (this.#isClosed) return false;
    this.#isUp = true;
    this.#told = '';
    logger.info({}, 'the media server is there');
    if (this.#makesRooms === true) {
      logger.warn({}, 'the media server makes rooms by itself: set "room: auto_create: false" in its settings');
    }
    const aheadS = Math.round(tokens.aheadMs / 1000);
    if (Math.abs(tokens.aheadMs) > WORTH_A_WARNING_MS) {
      logger.warn({ aheadS }, 'the clock of the media server differs from this one');
    }
    this.#isLost = false;
    // Also at the start: a room may have become too large for a mesh before.
    this.#options.handleChange('back');
    return true;
  }

  #handleRefusal(error: unknown): void {
    const problem = error instanceof LiveKitError ? error.problem : 'failed';
    const words = {
      refused: 'the media server refuses the key: see NOOM_LIVEKIT_API_KEY and NOOM_LIVEKIT_API_SECRET',
      unreadable: 'what answers is no media server that this version knows: see NOOM_LIVEKIT_API_URL',
      unreachable: 'the media server does not answer: see NOOM_LIVEKIT_API_URL',
      failed: 'the media server answers with errors',
      'not-found': 'what answers is no media server that this version knows: see NOOM_LIVEKIT_API_URL',
    };
    this.#tell(problem === 'refused' ? 'error' : 'warn', words[problem]);
  }

  /** Says it once, until it has worked again. */
  #tell(level: 'warn' | 'error', words: string): void {
    if (this.#told === words) return;
    this.#told = words;
    this.#options.logger[level]({}, words);
  }
}
