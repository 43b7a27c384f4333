import { css } from 'lit';
import type { LazyValue } from '../../core/index.js';
import { RoomLink } from '../internal/link/room-link.js';
import { LazyElement } from '../internal/lazy/lazy-element.js';
import { prejoinParts } from '../internal/lazy/parts.js';
import type { PrejoinView } from './prejoin-view.js';

type Views = LazyValue<typeof prejoinParts>;

/**
 * What comes before a call: one's name, one's picture, the microphone's level, the devices, and joining. Gone while in the call.
 *
 * @summary Choosing name and devices before joining.
 * @csspart base - Everything.
 * @csspart title - The heading.
 * @csspart preview - One's own picture, with the buttons over it.
 * @csspart button - Each button.
 * @csspart level - The microphone's level.
 * @csspart form - The fields and the join button.
 * @csspart input - The name field, and the room field.
 * @csspart notice - What is said of a refused permission or a failure.
 * @csspart join - The join button.
 * @csspart icon - Each icon.
 * @event noom-join-request - The person wants to join, as `displayName`, the room `room`. Cancelable.
 * @event noom-microphone-request - The microphone is to be `on`, or not. Cancelable.
 * @event noom-camera-request - The camera is to be `on`, or not. Cancelable.
 */
export class NoomPrejoin extends LazyElement<Views, PrejoinView> {
  /** The box, which is there before the view is. */
  static override styles = css`
    :host {
      display: block;
      height: 100%;
      container: noom-prejoin / inline-size;
    }
  `;

  protected override readonly views = prejoinParts;
  readonly #link = new RoomLink(this, ({ state, self, devices, permissions, error }) => ({
    state,
    self,
    devices,
    permissions,
    error,
  }));

  /** Focuses the name field when it is empty, else the join button. */
  override focus(options?: FocusOptions): void {
    const focused = this.withView((view) => {
      view.focus(options);
    });
    // Offline, before the view was fetched: there is nothing yet to focus.
    focused?.catch(() => undefined);
  }

  protected override createView({ PrejoinView }: Views): PrejoinView {
    return new PrejoinView(this, this.#link);
  }
}
