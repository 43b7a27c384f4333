import { pageStorage, toCallError, type AudioProcessing, type CallController } from '../../core/index.js';
import { playNotes } from '../internal/audio/test-sound.js';
import { isOfLanguage, langOf } from '../internal/localization/index.js';
import type { ShortcutKeys } from '../internal/keyboard/shortcut-keys.js';
import type { RoomHost } from '../internal/link/room-link.js';
import {
  forgetChoices,
  loadChoices,
  PROCESSING,
  saveChoice,
  SOUNDS,
  type Choices,
  type Setting,
  type SettingValues,
  type SettingWish,
} from './choices.js';
import { NoticeSounds, type PlayNotes } from './notice-sounds.js';

/** What settings change of a room, beside its call. */
export interface SettableRoom extends RoomHost {
  dataSaver: boolean;
  theme: SettingValues['theme'];
  shortcutKeys: ShortcutKeys;
}

/** What are set on the room itself. */
const OF_ROOM = ['dataSaver', 'theme', 'language', 'shortcutKeys'] as const;

/** What both the page and the person may set on the room. */
interface RoomValues {
  dataSaver: boolean;
  theme: SettingValues['theme'];
  lang: string | null;
  shortcutKeys: ShortcutKeys;
}

const byRoom = new WeakMap<RoomHost, RoomSettings>();

/** What the person has chosen, carried out on one room: by all its settings tags together, while there is one. */
export class RoomSettings {
  readonly #room: SettableRoom;
  readonly #sounds: NoticeSounds;
  /** The tags that show it. */
  readonly #tags = new Set<() => void>();
  /** What the page itself has set last: it counts again when everything is forgotten. */
  #page: RoomValues;
  /** What the room had after the last choice was carried out: what is different has been set by the page. */
  #left: RoomValues;
  /** The page's own texts, while another language is chosen than the one they are in. */
  #strings: RoomHost['strings'] | null = null;
  #choices: Choices;
  #call: CallController | null = null;
  #isKept = true;
  /** How many changes of the microphone's sound are under way. */
  #pending = 0;

  constructor(room: SettableRoom, play: PlayNotes) {
    this.#room = room;
    this.#sounds = new NoticeSounds(room, play);
    this.#page = this.#left = valuesOf(room);
    this.#choices = loadChoices(pageStorage());
    for (const setting of OF_ROOM) {
      if (this.#choices[setting] !== undefined) void this.#carryOut(setting);
    }
  }

  /** The settings of a room. */
  static of(room: RoomHost): RoomSettings {
    const settings = byRoom.get(room) ?? new RoomSettings(room as SettableRoom, playNotes);
    byRoom.set(room, settings);
    return settings;
  }

  get choices(): Choices {
    return this.#choices;
  }

  /** Whether the browser keeps what is chosen. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /** Whether the microphone's sound is being changed. */
  get isPending(): boolean {
    return this.#pending > 0;
  }

  /** Whether the room saves data now. */
  get dataSaver(): boolean {
    return this.#room.dataSaver;
  }

  /** Light or dark, as the room is now. */
  get theme(): SettingValues['theme'] {
    return this.#room.theme;
  }

  /** The keys of the room's shortcuts; `null` where the page has none. */
  get shortcutKeys(): ShortcutKeys | null {
    return this.#room.shortcuts ? this.#room.shortcutKeys : null;
  }

  /** Carries out what is chosen, for as long as a tag of the room needs it. Returns a function that undoes it. */
  follow(redraw: () => void): () => void {
    this.#tags.add(redraw);
    if (this.#tags.size === 1) {
      this.#room.addEventListener('noom-room-changed', this.#handleRoom);
      this.#handleRoom();
      this.#sounds.choose(this.#choices);
    }
    return () => {
      if (!this.#tags.delete(redraw) || this.#tags.size > 0) return;
      this.#room.removeEventListener('noom-room-changed', this.#handleRoom);
      this.#sounds.choose({});
    };
  }

  /** Carries out a choice and remembers it. Failing, the choice before counts again, and the room tells the failure. */
  async choose(wish: SettingWish): Promise<void> {
    const { setting, value } = wish;
    const former = this.#choices[setting];
    this.#choices = { ...this.#choices, [setting]: value };
    this.#redraw();
    try {
      await this.#carryOut(setting);
      // There may be another choice since, or all were forgotten.
      if (this.#choices[setting] === value) this.#isKept = saveChoice(pageStorage(), wish);
    } catch (error) {
      // A choice that was made meanwhile stays.
      if (this.#choices[setting] === value) this.#choices = { ...this.#choices, [setting]: former };
      this.#room.report(toCallError(error));
    }
    this.#redraw();
  }

  /** Forgets everything: what the page has set counts again, and the browser treats the sound as it does by itself. */
  async forget(): Promise<void> {
    const former = Object.keys(this.#choices) as Setting[];
    const wasProcessed = PROCESSING.some((name) => former.includes(name));
    this.#choices = {};
    forgetChoices(pageStorage());
    this.#sounds.choose({});
    for (const setting of OF_ROOM) {
      if (former.includes(setting)) void this.#carryOut(setting);
    }
    this.#redraw();
    if (wasProcessed) await this.#process(BY_DEFAULT).catch(this.#report);
    this.#redraw();
  }

  async #carryOut(setting: Setting): Promise<void> {
    if (OF_ROOM.some((name) => name === setting)) this.#setOnRoom(setting);
    else if (SOUNDS.some((name) => name === setting)) this.#sounds.choose(this.#choices);
    else await this.#process(processingOf(this.#choices));
  }

  #setOnRoom(setting: Setting): void {
    const room = this.#room;
    const { dataSaver, theme, language, shortcutKeys } = this.#choices;
    this.#page = { ...this.#page, ...changesOf(this.#left, valuesOf(room)) };
    if (setting === 'dataSaver') room.dataSaver = dataSaver ?? this.#page.dataSaver;
    else if (setting === 'theme') room.theme = theme ?? this.#page.theme;
    else if (setting === 'shortcutKeys') room.shortcutKeys = { ...this.#page.shortcutKeys, ...shortcutKeys };
    else {
      const lang = language || this.#page.lang;
      if (lang === null) room.removeAttribute('lang');
      else room.setAttribute('lang', lang);
      this.#chooseStrings();
    }
    this.#left = valuesOf(room);
  }

  /** The page's own texts are in its language, and give way to another one that is chosen. */
  #chooseStrings(): void {
    const room = this.#room;
    const { language } = this.#choices;
    const pageLang = this.#page.lang ?? langOf(room.ownerDocument.documentElement);
    if (language && !isOfLanguage(pageLang || 'en', language)) {
      if (Object.keys(room.strings).length === 0) return;
      this.#strings = room.strings;
      room.strings = {};
    } else if (this.#strings) {
      room.strings = this.#strings;
      this.#strings = null;
    }
  }

  async #process(processing: AudioProcessing): Promise<void> {
    this.#pending += 1;
    try {
      await this.#room.call.setAudioProcessing(processing);
    } finally {
      this.#pending -= 1;
      this.#redraw();
    }
  }

  /** A room may get another call, or other texts. */
  readonly #handleRoom = (): void => {
    // The page may give its texts later.
    this.#chooseStrings();
    const { call } = this.#room;
    if (call === this.#call) return;
    this.#call = call;
    const processing = processingOf(this.#choices);
    if (Object.keys(processing).length > 0) void this.#process(processing).catch(this.#report);
  };

  readonly #report = (error: unknown): void => {
    this.#room.report(toCallError(error));
  };

  #redraw(): void {
    for (const redraw of this.#tags) redraw();
  }
}

function valuesOf(room: SettableRoom): RoomValues {
  const { dataSaver, theme, shortcutKeys } = room;
  return { dataSaver, theme, lang: room.getAttribute('lang'), shortcutKeys };
}

function changesOf(before: RoomValues, now: RoomValues): Partial<RoomValues> {
  const names = Object.keys(now) as (keyof RoomValues)[];
  return Object.fromEntries(names.filter((name) => now[name] !== before[name]).map((name) => [name, now[name]]));
}

/** What browsers do unasked. */
const BY_DEFAULT: AudioProcessing = { noiseSuppression: true, echoCancellation: true, autoGainControl: true };

function processingOf(choices: Choices): AudioProcessing {
  return Object.fromEntries(
    PROCESSING.flatMap((name) => (choices[name] === undefined ? [] : [[name, choices[name]] as const])),
  );
}
