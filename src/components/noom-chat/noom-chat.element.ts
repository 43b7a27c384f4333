import { css } from 'lit';
import { type ChatMessage, type LazyValue, MAX_MESSAGE_CHARACTERS } from '../../core/index.js';
import { property } from '../internal/element/property.js';
import { RoomLink } from '../internal/link/room-link.js';
import { LazyElement } from '../internal/lazy/lazy-element.js';
import type { ChatView } from './chat-view.js';
import { chatParts } from '../internal/lazy/parts.js';

type Views = LazyValue<typeof chatParts>;

/**
 * Chat messages between the participants of a room, peer to peer.
 *
 * @summary The chat of a call.
 * @slot header - Above the messages.
 * @slot empty - In place of the text shown while there are no messages.
 * @slot composer-start - Before the text field.
 * @slot composer-end - Between the text field and the send button.
 * @csspart base - Everything.
 * @csspart list - The messages.
 * @csspart author - The author of a group of messages.
 * @csspart time - The time of a group of messages, or of a note.
 * @csspart message - One message.
 * @csspart body - Its text.
 * @csspart state - The state of a local message (being sent, delivered to all, or not sent) or of a file.
 * @csspart retry - The button that sends a failed message again.
 * @csspart note - A line that says who joined or left.
 * @csspart newer - The button that scrolls to the newest messages, while they are out of sight.
 * @csspart unread - The line before the first message that was unread when the chat was opened.
 * @csspart private - What marks a private message, or who it will go to.
 * @csspart actions - The button of a message, which opens its menu.
 * @csspart menu - An open menu.
 * @csspart reply-item - Its line that answers the message.
 * @csspart delete-item - Its line that deletes the message for all.
 * @csspart save-item - Its line that saves the messages as text.
 * @csspart quote - The message that a message answers.
 * @csspart composer - The form with the text field and the send button.
 * @csspart input - The text field.
 * @csspart recipient - Who gets the message.
 * @csspart recipient-select - The list that it is chosen from.
 * @csspart reply - What is being answered.
 * @csspart cancel-reply - The button that ends the answer.
 * @csspart emoji - The button that opens the emojis.
 * @csspart emoji-panel - The emojis.
 * @csspart send - The send button.
 * @csspart problem - Why a message was not or cannot be sent.
 * @csspart icon - Each icon.
 * @csspart attach - The button that chooses files.
 * @csspart drop - What is over the messages while files can be dropped.
 * @csspart file - One file.
 * @csspart file-name - Its name.
 * @csspart file-picture - Its picture, if it is one.
 * @csspart file-progress - How far it has come.
 * @csspart file-button - Each of its buttons: receive, decline, cancel, try again, save.
 * @event noom-file-request - `file` is to be offered, to all participants or to one (`to`). Cancelable.
 * @event noom-file-answer-request - The `answer` to `file` is `accept` (also to try again), `decline` or `cancel`.
 *   Cancelable.
 * @event noom-message-request - `text` is to be sent, to all participants or to one (`to`); `replyTo` is the id of the
 * message that it answers. Cancelable.
 * @event noom-message-delete-request - The message `id` is to be deleted for all. Cancelable.
 * @event noom-message-retry-request - The failed message `id` is to be sent again. Cancelable.
 */
export class NoomChat extends LazyElement<Views, ChatView> {
  /** The box, styled before the view is loaded. */
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

  /** The placeholder of the text field. */
  @property() placeholder = '';
  /** The most characters of a message, 4000 at most. */
  @property({ type: Number, attribute: 'max-length' }) maxLength: number = MAX_MESSAGE_CHARACTERS;
  /** Shows files, and lets the person send them. */
  @property({ type: Boolean }) files = false;
  /** Shows messages only. */
  @property({ type: Boolean }) readonly = false;
  /** The unsent text; outlives the tag for as long as the call is the same. */
  @property({ attribute: false, type: String }) draft = '';

  protected override readonly views = chatParts;
  readonly #link = new RoomLink(this, (snapshot) => ({
    messages: snapshot.messages,
    files: snapshot.files,
    participants: snapshot.participants,
    canWrite: snapshot.state === 'joined' || snapshot.state === 'reconnecting',
  }));

  /** The room's messages, oldest first. */
  get messages(): readonly ChatMessage[] {
    return this.#link.call?.snapshot.messages ?? [];
  }

  /** The number of unread messages of the other participants. */
  get unread(): number {
    return this.#link.room?.unread ?? 0;
  }

  /** Focuses the text field. */
  override focus(options?: FocusOptions): void {
    this.focusView(options);
  }

  /**
   * Sends the draft and resolves to whether it was sent. The field is cleared as soon as the message is in the log,
   * where it can be sent again if it fails; otherwise the draft stays.
   */
  async send(): Promise<boolean> {
    return this.withView((view) => view.send());
  }

  protected override createView({ ChatView, menu }: Views): ChatView {
    return new ChatView(this, this.#link, menu);
  }
}
