import { css } from 'lit';
import type { LazyValue } from '../../core/index.js';
import { property } from '../internal/element/property.js';
import { LazyElement } from '../internal/lazy/lazy-element.js';
import { RoomLink, withoutMessages } from '../internal/link/room-link.js';
import { participantsParts } from '../internal/lazy/parts.js';
import type { ParticipantsView } from './participants-view.js';

type Views = LazyValue<typeof participantsParts>;

/**
 * The participants of a room: raised hands first, with what each may be done to by the local participant, by their
 * role; how loud each is heard here; who waits in the lobby; and an invitation.
 *
 * @summary The list of participants, with what a host does.
 * @slot header - Above the list.
 * @slot footer - In place of the invitation.
 * @csspart base - Everything.
 * @csspart search - The field that filters by name.
 * @csspart list - Each list: of those who wait, and of those in the call.
 * @csspart participant - One participant.
 * @csspart avatar - The initials.
 * @csspart name - The name.
 * @csspart note - The line below it: role, screen, connection.
 * @csspart volume - The slider for how loud a participant is heard here.
 * @csspart menu - Each menu: of a participant, and of the room.
 * @csspart dialog - The question before what cannot be taken back.
 * @csspart notice - Why something was not done.
 * @csspart invite - The invitation.
 * @csspart icon - Each icon.
 * @event noom-moderation-request - `action` (a moderator's) is to be done, to the participant `id` or to all (`null`).
 * Cancelable.
 * @event noom-pin-request - The participant `id` is to be shown first here; `null` ends it. Cancelable.
 * @event noom-volume-request - The participant `id` is to be played at `volume`, 0 to 1. Cancelable.
 */
export class NoomParticipants extends LazyElement<Views, ParticipantsView> {
  /** The box, styled before the view is loaded. */
  static override styles = css`
    :host {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      min-block-size: 200px;
      background: var(--_surface);
    }
  `;

  /** The link that invites others; by default the page's own, without name and token. */
  @property({ attribute: 'invite-url' }) inviteUrl = '';

  protected override readonly views = participantsParts;
  readonly #link = new RoomLink(this, withoutMessages);

  protected override createView({ ParticipantsView, menu }: Views): ParticipantsView {
    return new ParticipantsView(this, this.#link, menu);
  }
}
