import { css } from 'lit';
import type { PartOf } from '../internal/lazy/late-part.js';
import { RoomLink } from '../internal/link/room-link.js';
import { ShellElement } from '../internal/lazy/shell-element.js';
import { prejoinViews } from './late-view.js';
import type { PrejoinView } from './prejoin-view.js';

type Views = PartOf<typeof prejoinViews>;

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
export class NoomPrejoin extends ShellElement<Views, PrejoinView> {
  /** The box, which is there before the view is. */
  static override styles = css`
    :host {
      display: block;
      height: 100%;
      container: noom-prejoin / inline-size;
    }
  `;

  protected override readonly views = prejoinViews;
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
