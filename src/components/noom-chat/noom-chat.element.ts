import { css } from 'lit';
import { type ChatMessage, type LazyValue, MAX_MESSAGE_CHARACTERS } from '../../core/index.js';
import { property } from '../internal/element/property.js';
import { RoomLink } from '../internal/link/room-link.js';
import { LazyElement } from '../internal/lazy/lazy-element.js';
import type { ChatView } from './chat-view.js';
import { chatParts } from '../internal/lazy/parts.js';

type Views = LazyValue<typeof chatParts>;

/**
 * Written messages between the people of a room, peer to peer.
 *
 * @summary The chat of a call.
 * @slot header - Above the messages.
 * @slot empty - In place of what is said while there are no messages.
 * @slot composer-start - Before the field in which one writes.
 * @slot composer-end - Between that field and the button that sends.
 * @csspart base - Everything.
 * @csspart list - The messages.
 * @csspart author - Who wrote.
 * @csspart time - When.
 * @csspart message - One message.
 * @csspart body - Its text.
 * @csspart state - How far one of one's own has come: that it is under way, that everybody has it, or that it was not sent.
 * @csspart retry - The button that sends again what was not sent.
 * @csspart note - Who came or went.
 * @csspart newer - The button that leads to the newest messages.
 * @csspart composer - Where one writes.
 * @csspart input - The field.
 * @csspart send - The button that sends.
 * @csspart problem - Why a message was not or cannot be sent.
 * @csspart icon - Each icon.
 * @event noom-message-request - `text` is to be sent, to everybody or to one (`to`). Cancelable.
 * @event noom-message-retry-request - The message `id`, which was not sent, is to be sent again. Cancelable.
 */
export class NoomChat extends LazyElement<Views, ChatView> {
  /** The box, which is there before the view is. */
  static override styles = css`
    :host {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      min-inline-size: 0;
      min-block-size: 200px;
      background: var(--_surface);
    }
  `;

  /** What stands in the field while it is empty. */
  @property() placeholder = '';
  /** How many characters a message may have, 4000 at most. */
  @property({ type: Number, attribute: 'max-length' }) maxLength: number = MAX_MESSAGE_CHARACTERS;
  /** Shows messages only. */
  @property({ type: Boolean }) readonly = false;
  /** What is written and not sent; outlives the tag for as long as the call is the same. */
  @property({ attribute: false }) draft = '';

  protected override readonly views = chatParts;
  readonly #link = new RoomLink(this, (snapshot) => ({
    messages: snapshot.messages,
    participants: snapshot.participants,
    canWrite: snapshot.state === 'joined' || snapshot.state === 'reconnecting',
  }));

  /** The room's messages, oldest first. */
  get messages(): readonly ChatMessage[] {
    return this.#link.call?.snapshot.messages ?? [];
  }

  /** How many messages of others nobody has looked at yet. */
  get unread(): number {
    return this.#link.room?.unread ?? 0;
  }

  /** Puts the cursor into the field. */
  override focus(options?: FocusOptions): void {
    const focused = this.withView((view) => {
      view.focus(options);
    });
    // Offline, before the view was fetched: there is nothing yet to put the cursor into.
    focused?.catch(() => undefined);
  }

  /**
   * Sends the draft and resolves to whether it was sent. It is taken out of the field as soon as it stands among the messages, where it can be
   * sent again if it was not sent; what does not come so far stays.
   */
  async send(): Promise<boolean> {
    return this.withView((view) => view.send());
  }

  protected override createView({ ChatView }: Views): ChatView {
    return new ChatView(this, this.#link);
  }
}
