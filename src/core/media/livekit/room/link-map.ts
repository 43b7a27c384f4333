import type { LinkState } from '../../../model/snapshot.js';
import { nextLinkState } from '../../link-state.js';
import type { Room } from '../library/load-livekit.js';

/**
 * The links to the other participants. There is one connection, to the media server: a participant is connected when
 * that is up, and the server says that theirs is.
 */
export class LinkMap {
  readonly #links = new Map<string, LinkState>();
  readonly #handleState: (id: string, state: LinkState) => void;
  #room: Room | null = null;
  #isShaky = false;

  constructor(handleState: (id: string, state: LinkState) => void) {
    this.#handleState = handleState;
  }

  /** The participants of the call, whether connected or not. */
  get ids(): readonly string[] {
    return [...this.#links.keys()];
  }

  has(id: string): boolean {
    return this.#links.has(id);
  }

  isConnected(id: string): boolean {
    return this.#links.get(id) === 'connected';
  }

  /** Harmless if known. */
  add(id: string): void {
    if (this.#links.has(id)) return;
    this.#links.set(id, 'connecting');
    this.#update(id);
  }

  remove(id: string): void {
    this.#links.delete(id);
  }

  clear(): void {
    this.#links.clear();
  }

  /** There is another room, or none any more. */
  setRoom(room: Room | null): void {
    this.#room = room;
    this.#isShaky = false;
    this.update();
  }

  /** Whether the connection to the server has been down for some time. */
  setShaky(isShaky: boolean): void {
    this.#isShaky = isShaky;
    this.update();
  }

  /** Something about the participants at the server has changed. */
  update(): void {
    for (const id of this.ids) this.#update(id);
  }

  #update(id: string): void {
    const before = this.#links.get(id);
    if (before === undefined) return;
    const isThere = this.#room?.remoteParticipants.get(id)?.isActive ?? false;
    const state = nextLinkState(before, isThere && !this.#isShaky ? 'connected' : 'connecting');
    if (state === before) return;
    this.#links.set(id, state);
    this.#handleState(id, state);
  }
}
