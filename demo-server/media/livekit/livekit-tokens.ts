import { SignJWT } from 'jose';
import type { Clock } from '../../ops/clock.js';

/** How long a token lets a page in. Once inside, LiveKit gives it new ones by itself. */
export const TOKEN_TTL_S = 120;
/** Below that, clocks count as equal: LiveKit's own time is known to a second only. */
const NOTABLE_SKEW_MS = 5000;

/** What a token allows, as LiveKit names it (`VideoGrant`). */
export interface Grant {
  roomCreate?: boolean;
  roomList?: boolean;
  roomAdmin?: boolean;
  roomJoin?: boolean;
  room?: string;
  canPublish?: boolean;
  canPublishSources?: readonly string[];
  canPublishData?: boolean;
  canSubscribe?: boolean;
}

/**
 * Signs tokens for LiveKit: of pages, and of this server's own requests. They say when they end, by LiveKit's clock,
 * and not when they begin: of two clocks that differ, the later one would have to wait for the other.
 */
export class LiveKitTokens {
  readonly #apiKey: string;
  readonly #secret: Uint8Array;
  readonly #clock: Clock;
  #aheadMs = 0;

  constructor({ apiKey, apiSecret }: { apiKey: string; apiSecret: string }, clock: Clock) {
    this.#apiKey = apiKey;
    this.#secret = new TextEncoder().encode(apiSecret);
    this.#clock = clock;
  }

  /** How much LiveKit's clock is ahead of this one; 0 as long as the difference does not matter. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** Notes LiveKit's time, as it said it at `nowMs` of this clock. */
  handleTime(theirsMs: number, nowMs: number): void {
    const aheadMs = theirsMs - nowMs;
    this.#aheadMs = Math.abs(aheadMs) < NOTABLE_SKEW_MS ? 0 : aheadMs;
  }

  /** A token for what `grant` says, for `identity` where it is one of a page. */
  async sign(grant: Grant, identity?: string): Promise<string> {
    const exp = Math.floor((this.#clock.now() + this.#aheadMs) / 1000) + TOKEN_TTL_S;
    const token = new SignJWT({ video: grant })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(this.#apiKey)
      .setExpirationTime(exp);
    if (identity !== undefined) token.setSubject(identity);
    return token.sign(this.#secret);
  }
}
