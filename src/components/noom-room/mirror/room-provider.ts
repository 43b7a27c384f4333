import {
  ContextProviderEvent,
  ROOM,
  type ContextRequestEvent,
  type RoomHost,
} from '../../internal/link/room-context.js';

/** Gives a room to the tags inside it (context protocol), and tells tags when there is a room, or when one changed. */
export class RoomProvider {
  readonly #room: RoomHost;

  constructor(room: RoomHost) {
    this.#room = room;
    room.addEventListener('context-request', this.#handleRequest);
    room.addEventListener('context-provider', this.#handleProvider);
  }

  /** Tags that wait for a room hear that one is here. */
  tellPresence(): void {
    if (this.#room.isConnected) this.#room.dispatchEvent(new ContextProviderEvent(this.#room));
  }

  /** Tags that have this room hear that something about it is different. */
  readonly tellChanged = (): void => {
    this.#room.dispatchEvent(new Event('noom-room-changed'));
  };

  readonly #handleRequest = (event: ContextRequestEvent): void => {
    if (event.context !== ROOM || event.contextTarget === this.#room) return;
    event.stopImmediatePropagation();
    event.callback(this.#room);
  };

  /** A room inside this one: some of this one's tags may be nearer to it. */
  readonly #handleProvider = (event: ContextProviderEvent): void => {
    if (event.context === ROOM && event.contextTarget !== this.#room) this.tellChanged();
  };
}
