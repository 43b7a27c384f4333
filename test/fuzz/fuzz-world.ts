import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { readOnce } from '../harness/browser/read-once.js';
import { startServer, type ServerProcess } from '../harness/server/start-server.js';
import { HonestRooms, type TokenFor } from './honest-rooms.js';

/** The settings of a fuzzed server, and how its tokens are made. */
export interface FuzzSettings {
  environment: Readonly<Record<string, string>>;
  tokenFor: TokenFor;
}

/** A server in a separate process with two honest rooms. */
export interface Ground {
  server: ServerProcess;
  honest: HonestRooms;
}

/** Limits so high that requests pass them. */
export const WIDE_LIMITS = {
  NOOM_LIMIT_SOCKETS_PER_MINUTE: '1000000',
  NOOM_LIMIT_JOINS_PER_MINUTE: '1000000',
  NOOM_LIMIT_REQUESTS_PER_SECOND: '1000000',
  NOOM_LIMIT_CHATS_PER_MINUTE: '1000000',
  NOOM_GRACE_MS: '50',
};

const PROBE = new URL('heap-probe.mjs', import.meta.url);
/** The interval of checks for a condition, and their number: far more than are needed. */
const LOOK_AGAIN_MS = 20;
const LOOKS = 1500;
/** Between two messages of an honest participant: the limit is two a second. */
const BREATH_MS = 700;
/**
 * Each check collects all garbage first, so that only a pending timer can change the answer; what the server holds for
 * a connection is released after five seconds.
 */
const MEMORY_LOOKS = 50;
const MEMORY_LOOK_AGAIN_MS = 200;

/** A server that is fuzzed. When a case breaks it, the next case gets a new one, so that the case can be shrunk. */
export class FuzzWorld {
  /** How many hostile requests or frames it was sent. */
  cases = 0;
  readonly settings: FuzzSettings;
  #ground: Ground | null = null;

  constructor(settings: FuzzSettings) {
    this.settings = settings;
  }

  /** Plays a case while the honest rooms go on; fails when they are disturbed, or the process is gone. */
  async play(act: (ground: Ground) => Promise<unknown>): Promise<void> {
    const ground = (this.#ground ??= await this.#open());
    try {
      let isOver = false;
      const acting = act(ground).finally(() => (isOver = true));
      const talk = async (): Promise<void> => {
        do {
          await ground.honest.exchange();
          await Promise.race([acting, delay(BREATH_MS)]);
        } while (!isOver);
      };
      await Promise.all([acting, talk()]);
      await ground.honest.exchange();
    } catch (error) {
      await this.stop();
      const lastWords = ground.server.output.slice(-8).join('\n');
      throw new Error(`${error instanceof Error ? error.message : String(error)}\nThe server said:\n${lastWords}`, {
        cause: error,
      });
    }
  }

  /** Resolves once only the honest rooms are left. */
  async settled(): Promise<void> {
    const expected = ['noom_rooms 2', 'noom_participants 4', 'noom_sockets 4'];
    await until(async () => {
      const lines = (await this.#read('metrics')).split('\n');
      return expected.filter((line) => !lines.includes(line)).map((line) => `not yet: ${line}`);
    });
  }

  /** Resolves once the process uses no more memory than that, after a garbage collection. */
  async usesAtMost(bytes: number): Promise<void> {
    await until(
      async () => {
        const used = await this.bytesInUse();
        return used <= bytes ? [] : [`${String(used)} bytes are in use, and not ${String(bytes)} at most`];
      },
      MEMORY_LOOKS,
      MEMORY_LOOK_AGAIN_MS,
    );
  }

  async bytesInUse(): Promise<number> {
    return Number(await this.#read('heap'));
  }

  /** Ends the server; may be called twice. */
  async stop(): Promise<void> {
    const ground = this.#ground;
    this.#ground = null;
    ground?.honest.leave();
    await ground?.server.stop('SIGKILL');
  }

  async #open(): Promise<Ground> {
    const { environment, tokenFor } = this.settings;
    const server = await startServer({ NODE_OPTIONS: `--import ${PROBE.href}`, NOOM_LOG: 'error', ...environment });
    return { server, honest: await HonestRooms.open(server.url, tokenFor) };
  }

  /** The longest turn of the process's event loop since the last call, in milliseconds of processor time. */
  async busiestTurnMs(): Promise<number> {
    return Number(await this.#read('turn'));
  }

  async #read(what: 'heap' | 'turn' | 'metrics'): Promise<string> {
    assert.ok(this.#ground, 'no case was played yet');
    const { url, output } = this.#ground.server;
    const probe = output.map((line) => /^heap probe on (.*)$/.exec(line)?.[1]).find((address) => address);
    return await readOnce(what === 'metrics' ? `${url}/metrics` : `${String(probe)}/${what}`);
  }
}

/** Checks repeatedly until nothing is missing; else says what still is. */
async function until(findMissing: () => Promise<string[]>, looks = LOOKS, lookAgainMs = LOOK_AGAIN_MS): Promise<void> {
  for (let look = 1; ; look += 1) {
    const missing = await findMissing();
    if (missing.length === 0) return;
    if (look === looks) throw new Error(missing.join('\n'));
    await delay(lookAgainMs);
  }
}
