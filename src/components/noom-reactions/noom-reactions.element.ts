import type { LazyValue } from '../../core/index.js';
import { LazyElement } from '../internal/lazy/lazy-element.js';
import { roomParts } from '../internal/lazy/parts.js';
import { NOTHING, RoomLink } from '../internal/link/room-link.js';
import type { ReactionsView } from './reactions-view.js';

type Views = LazyValue<typeof roomParts>;

/**
 * The reactions of the participants, each with its sender's name, for some seconds. Covers the nearest positioned
 * ancestor and takes no pointer; with reduced motion the reactions stand still. The room announces them to screen
 * readers. The built-in UI has one over the stage.
 *
 * @summary Reactions, floating over what is below.
 * @csspart base - Everything.
 * @csspart reaction - Each reaction.
 * @csspart emoji - Its emoji.
 * @csspart name - The name of its sender.
 */
export class NoomReactions extends LazyElement<Views, ReactionsView> {
  protected override readonly views = roomParts;
  readonly #link = new RoomLink(this, ({ state }) => state === 'joined' || state === 'reconnecting', NOTHING);

  protected override createView({ ReactionsView }: Views): ReactionsView {
    return new ReactionsView(this, this.#link);
  }
}
