import { css } from 'lit';
import { oneOf } from '../internal/element/attributes.js';
import { property } from '../internal/element/property.js';
import type { LazyValue } from '../../core/index.js';
import { LazyElement } from '../internal/lazy/lazy-element.js';
import { roomParts } from '../internal/lazy/parts.js';
import { picturesFirst } from '../internal/lazy/pictures-first.js';
import { RoomLink } from '../internal/link/room-link.js';
import { CONTROL_NAMES } from './control-names.js';
import type { ControlsView } from './controls-view.js';

type Views = LazyValue<typeof roomParts>;

/**
 * The toolbar of a call. The name of each button says what pressing it does; each press is a wish that a page can
 * cancel. Controls that do not fit fold into "more".
 *
 * @summary The toolbar of a call.
 * @slot start - Before the controls.
 * @slot end - After the controls.
 * @slot microphone - In place of that control.
 * @slot camera - In place of that control.
 * @slot screen - In place of that control.
 * @slot hand - In place of that control.
 * @slot reactions - In place of that control.
 * @slot chat - In place of that control.
 * @slot participants - In place of that control.
 * @slot pip - In place of that control.
 * @slot fullscreen - In place of that control.
 * @slot flip - In place of that control.
 * @slot settings - In place of that control.
 * @slot leave - In place of that control.
 * @csspart toolbar - The row, or column, of buttons.
 * @csspart button - Each button.
 * @csspart button-microphone - The button that turns the microphone on or off.
 * @csspart button-camera - The button that turns the camera on or off.
 * @csspart button-screen - The button that shares a screen, or stops it; not there where the browser cannot.
 * @csspart button-hand - The button that raises or lowers the hand.
 * @csspart button-reactions - The button that opens the menu of reactions.
 * @csspart button-reaction - Each emoji in that menu.
 * @csspart button-chat - The button that opens or closes the chat.
 * @csspart button-participants - The button that opens or closes the list of participants.
 * @csspart button-pip - The button for picture-in-picture; not there where the browser has none.
 * @csspart button-fullscreen - The button for full screen.
 * @csspart button-flip - The button that switches to the other camera.
 * @csspart button-settings - The button that opens or closes the settings.
 * @csspart button-leave - The button that leaves the call.
 * @csspart button-more - The button that opens the menu of controls that do not fit.
 * @csspart icon - Each icon.
 * @csspart label - The label under an icon, and in the leave button.
 * @csspart badge - The number of unread messages, and of participants.
 * @csspart menu - The menu of the "more" button, and that of the reactions.
 * @csspart hint - What the microphone's button says while a key to talk is held, or speech is heard and it is off.
 * @event noom-microphone-request - The microphone is to be turned on or off (`on`). Cancelable.
 * @event noom-camera-request - The camera is to be turned on or off (`on`). Cancelable.
 * @event noom-screen-request - A screen is to be shared (`on`), or no longer. Cancelable.
 * @event noom-flip-request - The other camera is to be used. Cancelable.
 * @event noom-hand-request - The hand is to be raised (`on`) or lowered. Cancelable.
 * @event noom-reaction-request - The participant reacts with `emoji`. Cancelable.
 * @event noom-panel-request - `panel` is to open beside the stage; `null` closes it. Cancelable.
 * @event noom-pip-request - The call is to be shown in picture-in-picture (`on`), or no longer. Cancelable.
 * @event noom-fullscreen-request - The room is to enter (`on`) or exit full screen. Cancelable.
 * @event noom-shortcuts-request - The list of the keyboard shortcuts is to open. Cancelable.
 * @event noom-leave-request - The person wants to leave. Cancelable.
 */
export class NoomControls extends LazyElement<Views, ControlsView> {
  /** The box, as high as a row of buttons before the view is loaded: nothing moves when that comes. */
  static override styles = css`
    :host {
      display: flex;
      width: 100%;
      min-width: 0;
      min-height: var(--noom-button-size, 48px);
    }
    :host([orientation='vertical']) {
      width: auto;
      height: 100%;
    }
  `;

  /** The controls, in order, separated by spaces; by default all. */
  @property() controls: string = CONTROL_NAMES.join(' ');
  /** Shows a label under each icon. */
  @property({ type: Boolean }) labels = false;
  /**
   * The emoji that the reactions control offers, separated by spaces, 12 at most; by default 👍 ❤️ 😂 😮 🎉 👏. What is
   * not one emoji is not offered.
   */
  @property() reactions = '';
  /** A row or a column. */
  @property({ converter: oneOf('horizontal', 'vertical') }) orientation: 'horizontal' | 'vertical' = 'horizontal';

  protected override readonly views = roomParts;
  readonly #link = new RoomLink(this, ({ state, self, devices, participants }) => ({
    ...{ state, self, devices },
    count: participants.length,
  }));

  /** Focuses the button in the Tab order. */
  override focus(options?: FocusOptions): void {
    this.focusView(options);
  }

  /** Connecting comes first. */
  protected override whenDue(): Promise<void> | null {
    return picturesFirst(() => this.#link.call);
  }

  protected override createView({ ControlsView }: Views): ControlsView {
    return new ControlsView(this, this.#link);
  }
}
