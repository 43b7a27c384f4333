import { boundedText, object, optional, read, type Shape } from '../../../src/protocol/shapes.js';
import type { Clock } from '../../ops/clock.js';
import { LiveKitError } from './livekit-error.js';
import { type LiveKitTokens, type Grant } from './livekit-tokens.js';

/** LiveKit answers within milliseconds, or within two seconds where it has to ask another node. */
const PATIENCE_MS = 5000;
/** For the question whether it is there at all. */
const HEALTH_PATIENCE_MS = 2000;
/** 300 participants with four tracks each are told in about 1.5 MB. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

const errorSchema = object({ code: optional(boundedText(64)) });

/** How LiveKit is asked. */
export interface LiveKitApiOptions {
  /** `http:` or `https:`. */
  apiUrl: string;
  tokens: LiveKitTokens;
  clock: Clock;
}

/** The requests to LiveKit: JSON by HTTP (its Twirp services), each with a token for what it asks. */
export class LiveKitApi {
  readonly #url: string;
  readonly #tokens: LiveKitTokens;
  readonly #clock: Clock;
  readonly #closing = new AbortController();

  constructor({ apiUrl, tokens, clock }: LiveKitApiOptions) {
    this.#url = apiUrl;
    this.#tokens = tokens;
    this.#clock = clock;
  }

  /**
   * One request of LiveKit's room service.
   * @throws LiveKitError
   */
  async request<Output>(name: string, grant: Grant, body: object, shape: Shape<Output>): Promise<Output> {
    const { status, text } = await this.#fetch(name, `/twirp/livekit.RoomService/${name}`, PATIENCE_MS, {
      method: 'POST',
      headers: { ...(await this.#authorization(grant)), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = parse(text);
    if (status !== 200) throw new LiveKitError(name, problemOf(status, read(errorSchema, answer)?.code));
    const output = read(shape, answer);
    if (output === null) throw new LiveKitError(name, 'unreadable');
    return output;
  }

  /** Whether LiveKit says that it works; notes its time. It answers 406 when its own figures are too old. */
  async isHealthy(): Promise<boolean> {
    try {
      const { status } = await this.#fetch('health', '/', HEALTH_PATIENCE_MS, {});
      return status === 200;
    } catch {
      // Whatever kept it from answering.
      return false;
    }
  }

  /** Whether LiveKit makes a room that nobody asked for when someone enters it; `null` when it does not say. */
  async makesRooms(room: string): Promise<boolean | null> {
    const headers = await this.#authorization({ roomJoin: true, room }, 'nobody');
    const { status } = await this.#fetch('validate', '/rtc/validate', PATIENCE_MS, { headers });
    return status === 200 ? true : status === 404 ? false : null;
  }

  /** Breaks off what is under way; each ends with an error. */
  close(): void {
    this.#closing.abort();
  }

  async #authorization(grant: Grant, identity?: string): Promise<Record<string, string>> {
    return { authorization: `Bearer ${await this.#tokens.sign(grant, identity)}` };
  }

  async #fetch(
    name: string,
    path: string,
    patienceMs: number,
    init: RequestInit,
  ): Promise<{ status: number; text: string }> {
    const patience = new AbortController();
    const signal = AbortSignal.any([patience.signal, this.#closing.signal]);
    const stopWaiting = this.#clock.after(patienceMs, () => {
      patience.abort();
    });
    const askedAt = this.#clock.now();
    try {
      // A redirect would carry the token elsewhere.
      const response = await fetch(this.#url + path, { ...init, signal, redirect: 'error' });
      this.#noteTime(response.headers.get('date'), askedAt);
      return { status: response.status, text: await readBounded(name, response) };
    } catch (error) {
      if (error instanceof LiveKitError) throw error;
      throw new LiveKitError(name, 'unreachable');
    } finally {
      stopWaiting();
    }
  }

  /** The answer's `Date` is cut to a second, and was written between the request and the answer. */
  #noteTime(date: string | null, askedAt: number): void {
    const theirsMs = date === null ? NaN : Date.parse(date);
    if (!Number.isNaN(theirsMs)) this.#tokens.handleTime(theirsMs + 500, (askedAt + this.#clock.now()) / 2);
  }
}

async function readBounded(name: string, { body }: Response): Promise<string> {
  if (!body) return '';
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MAX_ANSWER_BYTES) throw new LiveKitError(name, 'unreadable');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The answer as JSON, its keys in camel case: LiveKit writes `track_sid`, and by another setting `trackSid`. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, each]: [string, unknown]) => [toCamelCase(key), each]),
      );
    });
  } catch {
    // No JSON: no shape fits.
    return undefined;
  }
}

function toCamelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function problemOf(status: number, code: string | undefined): LiveKitError['problem'] {
  if (status === 401 || status === 403) return 'refused';
  // A 404 without a code is of something else that answers there.
  if (code === 'not_found') return 'not-found';
  if (code !== undefined) return 'failed';
  return status >= 500 ? 'failed' : 'unreadable';
}
