import {
  ContextProviderEvent,
  ROOM,
  type ContextRequestEvent,
  type RoomHost,
} from '../../internal/link/room-context.js';

/**
 * Provides a room to the tags inside it (context protocol), and notifies tags when there is a room, or when it changed.
 */
export class RoomProvider {
  readonly #room: RoomHost;

  constructor(room: RoomHost) {
    this.#room = room;
    room.addEventListener('context-request', this.#handleRequest);
    room.addEventListener('context-provider', this.#handleProvider);
  }

  /** Notifies tags that wait for a room. */
  tellPresence(): void {
    if (this.#room.isConnected) this.#room.dispatchEvent(new ContextProviderEvent(this.#room));
  }

  /** Notifies the tags of this room that something about it changed. */
  readonly tellChanged = (): void => {
    this.#room.dispatchEvent(new Event('noom-room-changed'));
  };

  readonly #handleRequest = (event: ContextRequestEvent): void => {
    if (event.context !== ROOM || event.contextTarget === this.#room) return;
    event.stopImmediatePropagation();
    event.callback(this.#room);
  };

  /** A room was added inside this one: it may now be the nearest for some tags of this one. */
  readonly #handleProvider = (event: ContextProviderEvent): void => {
    if (event.context === ROOM && event.contextTarget !== this.#room) this.tellChanged();
  };
}
