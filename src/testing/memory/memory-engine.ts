import type { Clock } from '../../core/base/clock.js';
import type { Role, SourceKey, WireDirect } from '../../protocol/protocol.js';
import { sourcesFor } from '../../protocol/roles.js';
import type { EngineChange, EngineParticipant, MediaEngine, MediaRoom } from '../../room-server/index.js';

/** How long a token is good for. */
const TOKEN_MS = 120_000;

/** What an engine in memory keeps of a participant in one of its rooms. */
export interface MemoryGuest {
  readonly id: string;
  role: Role;
  /** What they send. */
  readonly sending: Set<SourceKey>;
}

interface Grant {
  readonly room: string;
  readonly id: string;
  readonly until: number;
}

/** Told what an engine's room does to a participant. */
export type HandleMemoryGuest = (change: 'muted' | 'removed' | 'ended', source?: SourceKey) => void;

/**
 * A media server in memory that carries no media: it opens rooms, lets participants in by their tokens, and knows what
 * they send. It can be made to refuse, to be lost and to be drained.
 */
export class MemoryEngine implements MediaEngine {
  readonly #clock: Clock;
  readonly #rooms = new Map<string, MemoryEngineRoom>();
  readonly #grants = new Map<string, Grant>();
  readonly #handlers = new Set<(change: EngineChange, id?: string) => void>();
  #isUp = true;
  #isRefusing = false;
  #lastId = 0;
  /** What holds every request back, while the engine is slow. */
  #gate: Promise<void> | null = null;
  #openGate: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isUp(): boolean {
    return this.#isUp && !this.#isRefusing;
  }

  /** The rooms that are open now, the eldest first. */
  get rooms(): readonly MemoryEngineRoom[] {
    return [...this.#rooms.values()].filter(({ isOpen }) => isOpen);
  }

  async open({ name, epoch }: { name: string; life: string; epoch: number }): Promise<MediaRoom> {
    await this.answer();
    if (this.#isRefusing) throw new Error('No room is opened now.');
    const id = `${name}~${String(epoch)}~${String(++this.#lastId)}`;
    const room = new MemoryEngineRoom(id, this);
    this.#rooms.set(id, room);
    return room;
  }

  resume(id: string): MediaRoom {
    return this.#rooms.get(id) ?? new MemoryEngineRoom(id, this, false);
  }

  listen(handler: (change: EngineChange, id?: string) => void): () => void {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  close(): Promise<void> {
    this.#handlers.clear();
    this.#isUp = false;
    return Promise.resolve();
  }

  /** From now on no rooms are opened, until called with `false`; those that there are go on. */
  refuse(isRefusing = true): void {
    this.#isRefusing = isRefusing;
  }

  /** From now on nothing is answered until called with `false`. */
  stall(isStalling = true): void {
    this.#openGate();
    this.#openGate = () => undefined;
    this.#gate = isStalling ? new Promise((resolve) => (this.#openGate = resolve)) : null;
  }

  /** The engine is gone, with all of its rooms. */
  lose(): void {
    this.#isUp = false;
    for (const room of this.rooms) room.end();
    this.#tell('lost');
  }

  /** One room is gone; the engine opens others. */
  loseRoom(id: string): void {
    this.#rooms.get(id)?.end();
    this.#tell('lost', id);
  }

  /** The engine is back, without the rooms it had. */
  restore(): void {
    this.#isUp = true;
    this.#tell('back');
  }

  /** A room, or all of them, are to be left. */
  drain(id?: string): void {
    this.#tell('draining', id);
  }

  /**
   * A participant enters with what they were given, as a page does.
   * @throws Error for a token that is of another room, too old or made up, and for one who was removed.
   */
  enter({ token }: WireDirect, handle: HandleMemoryGuest = () => undefined): MemoryGuest {
    const grant = this.#grants.get(token);
    const room = grant && this.#rooms.get(grant.room);
    if (!this.#isUp || !grant || !room?.isOpen || grant.until < this.#clock.monotonic()) {
      throw new Error('The token is not valid.');
    }
    return room.enter(grant.id, handle);
  }

  /** Used by its rooms: fails while the engine is gone. */
  async answer(): Promise<void> {
    await this.#gate;
    if (!this.#isUp) throw new Error('The media server cannot be reached.');
  }

  /** Used by its rooms. */
  grant(room: string, id: string): string {
    const token = `${room} ${id} ${String(++this.#lastId)}`;
    this.#grants.set(token, { room, id, until: this.#clock.monotonic() + TOKEN_MS });
    return token;
  }

  #tell(change: EngineChange, id?: string): void {
    for (const handle of [...this.#handlers]) handle(change, id);
  }
}

/** A room of an engine in memory. */
export class MemoryEngineRoom implements MediaRoom {
  readonly id: string;
  readonly #engine: MemoryEngine;
  readonly #roles = new Map<string, Role>();
  readonly #removed = new Set<string>();
  readonly #guests = new Map<string, { guest: MemoryGuest; handle: HandleMemoryGuest }>();
  #isOpen: boolean;

  constructor(id: string, engine: MemoryEngine, isOpen = true) {
    this.id = id;
    this.#engine = engine;
    this.#isOpen = isOpen;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Who is in it. */
  get guests(): readonly MemoryGuest[] {
    return [...this.#guests.values()].map(({ guest }) => guest);
  }

  async tokenFor({ id, role }: EngineParticipant): Promise<WireDirect> {
    await this.#engine.answer();
    if (!this.#isOpen) throw new Error('The room is over.');
    if (!this.#removed.has(id)) this.#roles.set(id, role);
    return { url: 'memory:', token: this.#engine.grant(this.id, id) };
  }

  admit({ id, role }: Pick<EngineParticipant, 'id' | 'role'>): void {
    this.#removed.delete(id);
    this.#roles.set(id, role);
  }

  async mute(id: string, source: SourceKey): Promise<void> {
    await this.#engine.answer();
    const entry = this.#guests.get(id);
    if (entry?.guest.sending.delete(source)) entry.handle('muted', source);
  }

  async setRole(id: string, role: Role): Promise<void> {
    await this.#engine.answer();
    if (this.#roles.has(id)) this.#roles.set(id, role);
    const entry = this.#guests.get(id);
    if (!entry) return;
    entry.guest.role = role;
    for (const source of [...entry.guest.sending]) {
      if (maySend(role, source)) continue;
      entry.guest.sending.delete(source);
      entry.handle('muted', source);
    }
  }

  async remove(id: string): Promise<void> {
    await this.#engine.answer();
    this.#removed.add(id);
    this.#guests.get(id)?.handle('removed');
    this.#guests.delete(id);
  }

  /** Nothing is done about it by itself. */
  release(): void {}

  async close(): Promise<void> {
    await this.#engine.answer();
    this.end();
  }

  /** Used by the engine. */
  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const { handle } of this.#guests.values()) handle('ended');
    this.#guests.clear();
  }

  /** Used by the engine. @throws Error for one who was removed. */
  enter(id: string, handle: HandleMemoryGuest): MemoryGuest {
    if (this.#removed.has(id)) throw new Error('The participant was removed.');
    // One who enters again replaces their earlier connection.
    this.#guests.get(id)?.handle('removed');
    const guest: MemoryGuest = { id, role: this.#roles.get(id) ?? 'viewer', sending: new Set() };
    this.#guests.set(id, { guest, handle });
    return guest;
  }

  /** A participant sends a source. @throws Error where they may not, or are not there. */
  send(id: string, source: SourceKey): void {
    const { guest } = this.#guests.get(id) ?? {};
    if (!guest || !maySend(guest.role, source)) throw new Error('That may not be sent.');
    guest.sending.add(source);
  }
}

function maySend(role: Role, source: SourceKey): boolean {
  return sourcesFor(role, { microphone: true, camera: true, screen: true, screenAudio: true })[source];
}
