import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { roomParts } from '../../internal/lazy/parts.js';
import { ask, isCommand } from '../../internal/link/commands.js';
import type { RoomHost } from '../../internal/link/room-context.js';

/** A button's command; `source` is the button, `null` where a script has dispatched it without one. */
type CommandEvent = Event & { readonly command?: string; readonly source?: Element | null };

/** What a room hears of its page beside properties: the commands of buttons, full screen, another language. */
export class PageSignals implements ReactiveController {
  readonly #room: RoomHost;
  readonly #tellChanged: () => void;
  #language: MutationObserver | null = null;

  /** @param tellChanged tells the tags of the room that something about it has changed. */
  constructor(room: RoomHost & ReactiveControllerHost, tellChanged: () => void) {
    this.#room = room;
    this.#tellChanged = tellChanged;
    room.addController(this);
    room.addEventListener('command', this.#handleCommand);
    room.addEventListener('fullscreenchange', tellChanged);
  }

  hostConnected(): void {
    this.#language = new MutationObserver(this.#tellChanged);
    this.#language.observe(this.#room.ownerDocument.documentElement, { attributeFilter: ['lang'] });
    if ('commandForElement' in HTMLButtonElement.prototype) return;
    roomParts.queue((parts) => {
      parts.hearCommandButtons(this.#room);
    });
  }

  hostDisconnected(): void {
    this.#language?.disconnect();
  }

  readonly #handleCommand = ({ target, command = '', source }: CommandEvent): void => {
    const room = this.#room;
    if (target !== room) return;
    if (isCommand(command)) void ask(room, room, command);
    else if (command === '--react') {
      const { value: emoji = '' } = (source ?? {}) as Partial<HTMLButtonElement>;
      void ask(room, room, { type: 'noom-reaction-request', emoji });
    }
  };
}
