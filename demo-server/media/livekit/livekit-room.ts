import type { Role, SourceKey, WireDirect } from '../../../src/protocol/protocol.js';
import type { EngineParticipant, MediaRoom } from '../../../src/room-server/index.js';
import type { Clock } from '../../ops/clock.js';
import { emptySchema, participantSchema, participantsSchema, type EngineAnswer } from './livekit-answers.js';
import type { LiveKitApi } from './livekit-api.js';
import { LiveKitError } from './livekit-error.js';
import { grantOf, isSame, permissionOf, sourceOf } from './livekit-grants.js';
import type { Grant, LiveKitTokens } from './livekit-tokens.js';

/**
 * How long a participant who was put out could come back: LiveKit renews the tokens of those inside for ten minutes, and
 * forgives clocks a minute.
 */
export const KEPT_OUT_MS = 12 * 60_000;

/** What the rooms at LiveKit have in common. */
export interface LiveKitRoomContext {
  api: LiveKitApi;
  tokens: LiveKitTokens;
  clock: Clock;
  /** Where pages reach LiveKit. */
  url: string;
  /** Whether pages use the ICE servers of this server. */
  ownIce: boolean;
  /** The room is over; `isGone` when LiveKit confirmed that. */
  handleClosed(id: string, isGone: boolean): void;
  /** Another process goes on with the room. */
  handleReleased(id: string): void;
}

interface Expected {
  /** `null` for a participant who was put out. */
  role: Role | null;
  sinceMs: number;
}

/** One room at LiveKit, and who may be in it. */
export class LiveKitRoom implements MediaRoom {
  readonly id: string;
  readonly #context: LiveKitRoomContext;
  /** Whether all who may be inside are known: not when another process, or this one before a restart, let them in. */
  readonly #knowsAll: boolean;
  readonly #expected = new Map<string, Expected>();
  /** The participants whose permission is being changed. */
  readonly #permitting = new Set<string>();
  /** Those whose role changed while they were not inside: they may be on their way with a token of before. */
  readonly #arriving = new Set<string>();
  #closed: Promise<void> | undefined;

  constructor(id: string, context: LiveKitRoomContext, { isResumed }: { isResumed: boolean }) {
    this.id = id;
    this.#context = context;
    this.#knowsAll = !isResumed;
  }

  /** Whether a participant could come who was put out, or with a token of an earlier role. */
  get isWatched(): boolean {
    return this.#arriving.size > 0 || [...this.#expected.values()].some(({ role }) => role === null);
  }

  async tokenFor({ id, role }: EngineParticipant): Promise<WireDirect> {
    const { tokens, url, ownIce } = this.#context;
    if (this.#roleOf(id) !== null) this.#expect(id, role);
    const token = await tokens.sign(grantOf(this.id, role), id);
    return ownIce ? { url, token, ownIce } : { url, token };
  }

  admit({ id, role }: Pick<EngineParticipant, 'id' | 'role'>): void {
    this.#expect(id, role);
  }

  async mute(id: string, source: SourceKey): Promise<void> {
    const participant = await this.#ask('GetParticipant', { identity: id }, participantSchema);
    const tracks =
      participant?.tracks?.filter((track) => sourceOf(track.source ?? '') === source && !track.muted) ?? [];
    const mute = ({ sid }: { sid: string }): Promise<unknown> =>
      this.#ask('MutePublishedTrack', { identity: id, track_sid: sid, muted: true }, emptySchema);
    await Promise.all(tracks.map(mute));
  }

  async setRole(id: string, role: Role): Promise<void> {
    this.#expect(id, role);
    await this.#permit(id);
  }

  async remove(id: string): Promise<void> {
    this.#expect(id, null);
    this.#arriving.delete(id);
    await this.#putOut(id);
  }

  release(): void {
    this.#context.handleReleased(this.id);
  }

  close(): Promise<void> {
    this.#closed ??= this.#delete();
    return this.#closed;
  }

  /**
   * Compares who is inside with who may be, and mends it: LiveKit gives those inside tokens of its own, with which they
   * could come back. Returns how many were put out.
   */
  async check(): Promise<number> {
    const answer = await this.#ask('ListParticipants', {}, participantsSchema);
    if (this.#closed) return 0;
    const inside = answer?.participants ?? [];
    const strangers = inside.filter((participant) => this.#isStranger(participant));
    // Meanwhile they may have been admitted.
    for (const stranger of strangers) if (this.#isStranger(stranger)) await this.#putOut(stranger.identity);
    for (const { identity, permission } of inside) {
      const role = this.#expected.get(identity)?.role;
      if (role && permission && !isSame(permission, permissionOf(role))) await this.#permit(identity);
      else this.#arriving.delete(identity);
    }
    this.#forgetOld();
    return strangers.length;
  }

  #expect(id: string, role: Role | null): void {
    this.#expected.set(id, { role, sinceMs: this.#context.clock.monotonic() });
  }

  /** Recorders and other programs of the operator are of another kind than pages, which cannot choose theirs. */
  #isStranger({ identity, kind = 'STANDARD' }: EngineAnswer): boolean {
    if (kind !== 'STANDARD') return false;
    const expected = this.#expected.get(identity);
    return expected ? expected.role === null : this.#knowsAll;
  }

  /** Afterwards LiveKit refuses what they could come back with by itself. */
  #forgetOld(): void {
    const before = this.#context.clock.monotonic() - KEPT_OUT_MS;
    for (const [id, { role, sinceMs }] of this.#expected) {
      if (sinceMs >= before) continue;
      this.#arriving.delete(id);
      if (role === null) this.#expected.delete(id);
    }
  }

  /** Two changes may overtake each other on the way: the newest is sent last. */
  async #permit(id: string): Promise<void> {
    if (this.#permitting.has(id)) return;
    this.#permitting.add(id);
    try {
      let sent: Role | null | undefined;
      for (let role = this.#roleOf(id); role && role !== sent; role = this.#roleOf(id)) {
        sent = role;
        const body = { identity: id, permission: permissionOf(role) };
        if ((await this.#ask('UpdateParticipant', body, emptySchema)) === null) this.#arriving.add(id);
      }
    } finally {
      this.#permitting.delete(id);
    }
  }

  #roleOf(id: string): Role | null | undefined {
    return this.#expected.get(id)?.role;
  }

  async #putOut(identity: string): Promise<void> {
    await this.#ask('RemoveParticipant', { identity }, emptySchema);
  }

  async #delete(): Promise<void> {
    let isGone = false;
    try {
      await this.#ask('DeleteRoom', {}, emptySchema, { roomCreate: true });
      isGone = true;
    } finally {
      this.#context.handleClosed(this.id, isGone);
    }
  }

  /** Asks about this room; `null` when LiveKit has no such room or participant. */
  async #ask<Output>(
    name: string,
    body: object,
    shape: (value: unknown) => Output,
    grant: Grant = { roomAdmin: true, room: this.id },
  ): Promise<Output | null> {
    try {
      return await this.#context.api.request(name, grant, { room: this.id, ...body }, shape);
    } catch (error) {
      if (error instanceof LiveKitError && error.problem === 'not-found') return null;
      throw error;
    }
  }
}
