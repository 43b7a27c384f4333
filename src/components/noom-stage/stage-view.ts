import type { ReactiveController } from 'lit';
import type { CallController } from '../../core/index.js';
import type { RoomLink } from '../internal/link/room-link.js';

/**
 * The view of a stage beside those of its tiles: it shows no one itself. While it is there, a participant without a tile
 * (the stage is on another page, or is not drawn) is not asked for anything.
 */
export class StageView implements ReactiveController {
  readonly #link: Pick<RoomLink, 'call'>;
  /** The call that has the report of this view. */
  #call: CallController | null = null;

  constructor(link: Pick<RoomLink, 'call'>) {
    this.#link = link;
  }

  hostConnected(): void {
    this.#report(this.#link.call);
  }

  hostUpdated(): void {
    this.#report(this.#link.call);
  }

  hostDisconnected(): void {
    this.#report(null);
  }

  #report(call: CallController | null): void {
    if (call === this.#call) return;
    this.#call?.reportView(this, null);
    this.#call = call;
    call?.reportView(this, 'nothing');
  }
}
