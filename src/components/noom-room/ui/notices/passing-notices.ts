import { html, type ReactiveElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { systemClock, type Clock } from '../../../../core/index.js';
import type { RoomHost } from '../../../internal/link/room-context.js';
import type { TextKey, TextParams } from '../../../internal/localization/index.js';
import { words } from '../../../internal/localization/words.js';
import { icon } from '../../../internal/look/icons.js';
import type { RoomDrawing } from '../room-drawing.js';

/** Long enough to be read twice; it is in the log of the room and in the controls besides. */
const SHOWN_MS = 12_000;

type Subject = 'microphone' | 'role';

/** What is shown of what a room announces: what others have done to the local participant. */
const SUBJECTS: Partial<Record<TextKey, Subject>> = {
  sayMuted: 'microphone',
  sayNowHost: 'role',
  sayNowCohost: 'role',
  sayNowGuest: 'role',
  sayNowViewer: 'role',
};
const ICONS = { microphone: 'microphone-off', role: 'people' } as const;

interface Notice {
  readonly key: TextKey;
  readonly params: TextParams | undefined;
  cancel(): void;
}

/** Those of each room. */
const ofRooms = new WeakMap<RoomHost, PassingNotices>();

/** What others do to the local participant, shown until it is dismissed or some seconds have passed: the newest of each. */
export class PassingNotices {
  readonly #room: RoomHost;
  readonly #clock: Clock;
  readonly #shown = new Map<Subject, Notice>();

  constructor(room: RoomHost, clock: Clock = systemClock) {
    this.#room = room;
    this.#clock = clock;
    ofRooms.set(room, this);
  }

  /** Something is announced in the room. */
  handleSaid(key: TextKey, params?: TextParams): void {
    // Nothing is left to tell.
    if (key === 'sayMicrophoneOn') this.#end('microphone');
    const subject = SUBJECTS[key];
    if (subject === undefined) return;
    this.#end(subject);
    this.#shown.set(subject, { key, params, cancel: () => undefined });
    this.#wait(subject);
    this.#draw();
  }

  /** Nothing is shown any more. May be called twice. */
  clear(): void {
    for (const subject of [...this.#shown.keys()]) this.#end(subject);
  }

  render(link: RoomDrawing['link']): unknown {
    return repeat(
      this.#shown,
      ([subject]) => subject,
      ([subject, { key, params }]): TemplateResult =>
        html`<div class="notice" part="told">
          ${icon(ICONS[subject])}
          <p>${words(link, key, params)}</p>
          <button
            class="round"
            type="button"
            aria-label=${link.t('dismiss')}
            @click=${() => {
              this.#end(subject);
            }}
          >
            ${icon('close')}
          </button>
        </div>`,
    );
  }

  /** Not from under a pointer, nor with the focus. */
  #wait(subject: Subject): void {
    const notice = this.#shown.get(subject);
    if (notice === undefined) return;
    notice.cancel = this.#clock.after(SHOWN_MS, () => {
      if (this.#room.shadowRoot?.querySelector('[part=told]:is(:hover, :focus-within)')) this.#wait(subject);
      else this.#end(subject);
    });
  }

  #end(subject: Subject): void {
    this.#shown.get(subject)?.cancel();
    if (this.#shown.delete(subject)) this.#draw();
  }

  #draw(): void {
    (this.#room as RoomHost & Pick<ReactiveElement, 'requestUpdate'>).requestUpdate();
  }
}

/** The notices of a room that pass by themselves. `RoomWords` announces them. */
export function renderPassing({ host, link }: RoomDrawing): unknown {
  return ofRooms.get(host)?.render(link);
}
