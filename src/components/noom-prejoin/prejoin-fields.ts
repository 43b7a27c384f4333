import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import {
  isLonger,
  loadSelected,
  loadStored,
  MAX_NAME_CHARACTERS,
  pageStorage,
  parseName,
  saveStored,
} from '../../core/index.js';
import type { RoomHost, RoomLink } from '../internal/link/room-link.js';
import type { TextKey } from '../internal/localization/index.js';
import { words } from '../internal/localization/words.js';
import { NAME_KEY } from '../noom-settings/settings-key.js';

type Field = 'name' | 'room';
/** What the fields need of a tag's link to its room, whatever that selects. */
type FieldLink = Pick<RoomLink, 'room' | 'lang' | 'pageLang' | 't'>;

/** What the browser remembers of the last call. */
export interface JoinMemory {
  readonly hasName: boolean;
  readonly isForgotten: boolean;
}

/** What is wrong with a field; `null` when nothing is. */
function problemOf(field: Field, text: string): TextKey | null {
  if (parseName(field, text) !== null) return null;
  return isLonger(text.trim(), MAX_NAME_CHARACTERS) ? 'nameTooLong' : field === 'name' ? 'nameMissing' : 'roomMissing';
}

/** The name of the person and, where it is needed, of the room: typed, given by the page, or remembered. */
export class PrejoinFields {
  readonly #host: LitElement;
  readonly #link: FieldLink;
  /** What the person typed; `null` until then. */
  readonly #typed: Record<Field, string | null> = { name: null, room: null };
  /** The problems of the fields, once the person has tried to join. */
  #problems: Record<Field, TextKey | null> = { name: null, room: null };
  #asksRoom = false;
  /** Whether the page leaves the name to the person, so that the browser remembers it. */
  #isKept = false;
  /** The name of the last call. */
  #keptName = '';
  #memory: JoinMemory | null = null;

  constructor(host: LitElement, link: FieldLink) {
    this.#host = host;
    this.#link = link;
  }

  /** Whether to ask for the room's name: it was missing or invalid when the room was linked. */
  get asksRoom(): boolean {
    return this.#asksRoom;
  }

  /** `null` where nothing is remembered. */
  get memory(): JoinMemory | null {
    return this.#memory;
  }

  /** There is another room. */
  handleRoom(room: RoomHost): void {
    // Also for an invalid name, so that a mistyped invitation can be corrected.
    this.#asksRoom = problemOf('room', room.room) !== null;
    // The name that was typed for another one.
    this.#typed.room = null;
    const storage = pageStorage();
    this.#isKept = storage !== null && room.displayName === '';
    const { name } = loadStored(storage, NAME_KEY);
    this.#keptName = (this.#isKept && typeof name === 'string' && parseName('name', name)) || '';
    const hasName = this.#keptName !== '';
    const hasMemory = hasName || Object.values(loadSelected(storage)).some((deviceId) => deviceId !== '');
    this.#memory = hasMemory ? { hasName, isForgotten: false } : null;
  }

  /** Nothing is remembered any more, nor will be of this visit. */
  handleForgotten(): void {
    this.#memory = { hasName: false, isForgotten: true };
    this.#keptName = '';
    this.#host.requestUpdate();
  }

  textOf(field: Field): string {
    const { room } = this.#link;
    const given = field === 'name' ? room?.displayName : room?.room;
    return this.#typed[field] ?? (given || (field === 'name' ? this.#keptName : ''));
  }

  /** Shows what is wrong. Returns the first field that has to be corrected. */
  check(): Field | null {
    this.#problems = {
      name: problemOf('name', this.textOf('name')),
      room: this.#asksRoom ? problemOf('room', this.textOf('room')) : null,
    };
    this.#host.requestUpdate();
    return this.#problems.name ? 'name' : this.#problems.room ? 'room' : null;
  }

  /** What to join with; the name is remembered. */
  take(): { room: string; displayName: string } {
    const displayName = this.textOf('name').trim();
    const isTyped = this.#typed.name !== null;
    if (this.#isKept && isTyped && !this.#memory?.isForgotten) {
      saveStored(pageStorage(), NAME_KEY, { name: displayName });
    }
    return { room: this.textOf('room').trim(), displayName };
  }

  /** Sets the texts of the inputs, only if they differ: setting the same ends the composition of a Korean syllable. */
  fill(): void {
    for (const input of this.#host.renderRoot.querySelectorAll<HTMLInputElement>('.field > input')) {
      const text = this.textOf(input.name as Field);
      if (input.value !== text) input.value = text;
    }
  }

  render(field: Field, label: TextKey): TemplateResult {
    const problem = this.#problems[field];
    // Told before anything is kept; from then on with the button that forgets it.
    const isKept = field === 'name' && this.#isKept && this.#memory === null;
    return html`<div class="field">
      <label class="label" for=${field}>${words(this.#link, label)}</label>
      <input
        class="input"
        part="input"
        id=${field}
        name=${field}
        autocomplete=${field === 'name' ? 'name' : 'off'}
        required
        dir="auto"
        lang=${this.#link.pageLang}
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby=${problem ? `${field}-problem` : isKept ? 'kept' : nothing}
        @input=${this.#handleInput}
      />
      ${isKept ? html`<span class="label" id="kept">${words(this.#link, 'nameIsKept')}</span>` : nothing}
      ${problem ? html`<span class="problem" id="${field}-problem" role="alert">${words(this.#link, problem)}</span>` : nothing}
    </div>`;
  }

  readonly #handleInput = (event: InputEvent): void => {
    this.#link.room?.handlePerson();
    const input = event.target as HTMLInputElement;
    const field = input.name as Field;
    this.#typed[field] = input.value;
    // A problem disappears as soon as it is solved; a new one appears only at the next attempt to join.
    if (this.#problems[field] && !problemOf(field, input.value)) this.#problems = { ...this.#problems, [field]: null };
    this.#host.requestUpdate();
  };
}
