import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CallController } from '../../core/index.js';
import type { View } from '../internal/lazy/lazy-element.js';
import type { RoomLink } from '../internal/link/room-link.js';
import { userText, words } from '../internal/localization/words.js';
import { reactionsStyles } from './noom-reactions.styles.js';
import { reactionsOf } from './call-reactions.js';

/**
 * Where the lanes begin, in percent, in an order in which no two after one another are neighbours, so that reactions
 * seldom cover each other; further in than the edges, so that a name has its room.
 */
const LANES = [2, 36, 14, 48, 25, 59];

/** What `<noom-reactions>` shows. */
export class ReactionsView implements View {
  readonly styles = [reactionsStyles];
  readonly #tag: ReactiveControllerHost;
  readonly #link: RoomLink<boolean>;
  #call: CallController | null = null;
  #unsubscribe: () => void = () => undefined;

  constructor(tag: ReactiveControllerHost, link: RoomLink<boolean>) {
    this.#tag = tag;
    this.#link = link;
  }

  /** The call may be another one; without one, also while the tag is out of the page, nothing is listened to. */
  hostUpdate(): void {
    const { call } = this.#link;
    if (call === this.#call) return;
    this.#leave();
    this.#call = call;
    if (call === null) return;
    this.#unsubscribe = reactionsOf(call).subscribe(() => {
      this.#tag.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#leave();
  }

  /** Hidden from screen readers: the room announces reactions, several as one. */
  render(): TemplateResult {
    const shown = this.#call !== null && this.#link.value === true ? reactionsOf(this.#call).shown : [];
    return html`<div part="base" class="base" aria-hidden="true" lang=${this.#link.lang}>
      ${repeat(
        shown,
        ({ number }) => number,
        ({ number, sender, emoji }) =>
          html`<div part="reaction" class="reaction" .style=${`--_lane: ${LANES[number % LANES.length]}%`}>
            <span part="emoji" class="emoji notranslate" translate="no">${emoji}</span>
            <span part="name" class="name">
              ${sender.isLocal ? words(this.#link, 'you') : userText(this.#link, sender.name)}
            </span>
          </div>`,
      )}
    </div>`;
  }

  #leave(): void {
    this.#unsubscribe();
    this.#unsubscribe = () => undefined;
    this.#call = null;
  }
}
