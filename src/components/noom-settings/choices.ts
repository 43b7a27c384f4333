import {
  loadSelected,
  loadStored,
  saveSelected,
  saveStored,
  type AudioProcessing,
  type PreferenceStorage,
} from '../../core/index.js';
import type { ShortcutKeys } from '../internal/keyboard/shortcut-keys.js';
import { NAME_KEY, SETTINGS_KEY } from './settings-key.js';

/** What a sound is made for. */
export type SoundName = 'joinSound' | 'handSound' | 'messageSound';

/** The settings, each with its values. */
export interface SettingValues extends Required<AudioProcessing>, Record<SoundName, boolean> {
  /** Whether less is received and sent. */
  dataSaver: boolean;
  theme: 'auto' | 'light' | 'dark';
  /** `''` is the page's. */
  language: '' | 'en' | 'ko';
  /** Keys by action, over those of the page. */
  shortcutKeys: ShortcutKeys;
}

/** The name of a setting. */
export type Setting = keyof SettingValues;

/** A setting that is to have a value. */
export type SettingWish = { [Name in Setting]: { setting: Name; value: SettingValues[Name] } }[Setting];

/** What the person has chosen; what is missing is up to the page and the browser. */
export type Choices = Readonly<Partial<SettingValues>>;

export const PROCESSING = ['noiseSuppression', 'echoCancellation', 'autoGainControl'] as const;
export const SOUNDS: readonly SoundName[] = ['joinSound', 'handSound', 'messageSound'];
export const THEMES = ['auto', 'light', 'dark'] as const;
/** The languages of the kit, by their own names. */
export const LANGUAGES = { en: 'English', ko: '한국어' } as const;

/** What was chosen before. Invalid values count as none. */
export function loadChoices(storage: PreferenceStorage | null): Choices {
  return readChoices(loadStored(storage, SETTINGS_KEY));
}

/**
 * Remembers one choice beside the others, of which another tab may have made some. Returns whether the browser keeps
 * it.
 */
export function saveChoice(storage: PreferenceStorage | null, { setting, value }: SettingWish): boolean {
  return saveStored(storage, SETTINGS_KEY, { ...loadChoices(storage), [setting]: value });
}

/** Forgets all choices, also those of devices, and the name of the last call. */
export function forgetChoices(storage: PreferenceStorage | null): void {
  saveStored(storage, SETTINGS_KEY, null);
  saveStored(storage, NAME_KEY, null);
  if (Object.values(loadSelected(storage)).some((deviceId) => deviceId !== '')) {
    saveSelected(storage, { camera: '', microphone: '', speaker: '' });
  }
}

function readChoices(stored: object): Choices {
  const read = stored as Partial<Record<Setting, unknown>>;
  const switches = [...PROCESSING, ...SOUNDS, 'dataSaver' as const].flatMap((name) => {
    const value = read[name];
    return typeof value === 'boolean' ? [[name, value] as const] : [];
  });
  const theme = THEMES.find((known) => known === read.theme);
  const language = (['', 'en', 'ko'] as const).find((known) => known === read.language);
  return {
    ...Object.fromEntries(switches),
    ...(theme && { theme }),
    ...(language !== undefined && { language }),
    ...readKeys(read.shortcutKeys),
  };
}

/** Far more than there are actions, and longer than the name of any key. */
const MAX_KEYS = 40;
const MAX_KEY_CHARACTERS = 20;

function readKeys(stored: unknown): Choices {
  if (typeof stored !== 'object' || stored === null) return {};
  const keys = Object.entries(stored).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= MAX_KEY_CHARACTERS,
  );
  return { shortcutKeys: Object.fromEntries(keys.slice(0, MAX_KEYS)) };
}
