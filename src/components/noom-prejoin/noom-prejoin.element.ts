import { css } from 'lit';
import type { LazyValue } from '../../core/index.js';
import { RoomLink } from '../internal/link/room-link.js';
import { LazyElement } from '../internal/lazy/lazy-element.js';
import { prejoinParts } from '../internal/lazy/parts.js';
import type { PrejoinView } from './prejoin-view.js';

type Views = LazyValue<typeof prejoinParts>;

/**
 * The screen before a call: name, camera preview, microphone level, devices, and joining. Renders nothing during a
 * call.
 *
 * @summary Choosing name and devices before joining.
 * @csspart base - Everything.
 * @csspart title - The heading.
 * @csspart preview - The camera preview, with the buttons over it.
 * @csspart button - Each button.
 * @csspart level - The microphone's level.
 * @csspart form - The fields and the join button.
 * @csspart input - The name field, and the room field.
 * @csspart inside - Who is in the call already.
 * @csspart memory - What the browser remembers, with the button that forgets it.
 * @csspart notice - The message about a refused permission or a failure.
 * @csspart join - The join button.
 * @csspart icon - Each icon.
 * @event noom-join-request - The person wants to join `room` as `displayName`. Cancelable.
 * @event noom-microphone-request - The microphone is to be turned on or off (`on`). Cancelable.
 * @event noom-camera-request - The camera is to be turned on or off (`on`). Cancelable.
 */
export class NoomPrejoin extends LazyElement<Views, PrejoinView> {
  /** The box, styled before the view is loaded. */
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
    this.focusView(options);
  }

  protected override createView({ PrejoinView }: Views): PrejoinView {
    return new PrejoinView(this, this.#link, (styles) => {
      this.addStyles(styles);
    });
  }
}
