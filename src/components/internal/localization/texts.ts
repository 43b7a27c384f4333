import { Lazy } from '../../../core/index.js';
import { hostOf } from '../dom/nodes.js';
import { en, type TextKey, type Texts } from './en/index.js';

export type { TextKey, Texts } from './en/index.js';

/** The values for the placeholders of a text; `count` also chooses between one and many. */
export type TextParams = Readonly<Record<string, string | number>>;

/** The languages that are loaded on demand. */
const LANGUAGES: Readonly<Record<string, Lazy<Texts>>> = {
  ko: new Lazy(async () => (await import('./ko/index.js')).ko),
};
let loading: Promise<void> | null = null;

/** The English texts of the lazy views of a call. */
export const callTexts = new Lazy(async () => addTexts((await import('./en/lazy-texts.js')).lazyWords));
/** What is loaded for the English text of a lazy view that is asked for before the view is there. */
const lazyTexts: Pick<Lazy<unknown>, 'value' | 'load'>[] = [callTexts];

/** Adds the English texts of a lazy view. */
export function addTexts(texts: Partial<Texts>): Partial<Texts> {
  return Object.assign(en, texts);
}

/** A lazy part of which tags ask for texts before it is there. */
export function bringsTexts<Part>(part: Lazy<Part>): Lazy<Part> {
  lazyTexts.push(part);
  return part;
}

/** A lazy view, once the texts of a call are loaded too. */
export async function withTexts<View>(view: Promise<View>): Promise<View> {
  const [module] = await Promise.all([view, callTexts.load()]);
  return module;
}

/** Loads the texts that tags ask for before their views are there; `null` when they are here. */
export function loadLazyTexts(): Promise<unknown> | null {
  const missing = lazyTexts.filter(({ value }) => value === null);
  return missing.length > 0 ? Promise.all(missing.map((part) => part.load())) : null;
}

/** The supported language for a `lang`: the same without its region, or English. */
export function supportedLanguage(lang: string): string {
  const base = baseOf(lang);
  return Object.hasOwn(LANGUAGES, base) ? base : 'en';
}

/** Whether a `lang` is of a supported language. */
export function isOfLanguage(lang: string, language: string): boolean {
  return baseOf(lang) === language;
}

/** The language subtag; some pages write `en_GB`. */
function baseOf(lang: string): string {
  return lang.toLowerCase().split(/[-_]/)[0] ?? '';
}

/**
 * The locale for times in a page of this `lang`: the page's, if it has a region; otherwise the browser's preferred one
 * of the same language. An invalid `lang` counts as `language`.
 */
export function localeOf(lang: string, language: string, preferred: readonly string[] = navigator.languages): string {
  const wanted = (lang || language).replaceAll('_', '-');
  const regional = preferred.find((locale) => locale.toLowerCase().startsWith(`${wanted.toLowerCase()}-`));
  for (const locale of wanted.includes('-') ? [wanted] : [regional, wanted]) {
    try {
      // Of plural rules: asked of dates or numbers, Chromium first opens the data of each of its locales, for 15 ms.
      if (locale && Intl.PluralRules.supportedLocalesOf(locale).length > 0) return locale;
    } catch {
      // The page's `lang` is not a valid language tag.
    }
  }
  return language;
}

/** Loads the texts of a language; English if that fails, and the next room on the page tries again. */
export function loadTexts(language: string): Promise<void> | null {
  const texts = LANGUAGES[language];
  if (texts?.value === null) {
    const all = Promise.allSettled([loading, texts.load()]).then(() => {
      if (loading === all) loading = null;
    });
    loading = all;
  }
  return loading;
}

/** Resolves when the texts under way are loaded; `null` when none are under way. */
export function pendingTexts(): Promise<void> | null {
  return loading;
}

/**
 * One text: the page's own, else the language's, else English; `''` for one of a lazy view while these are not loaded.
 * Numbers are written as in `locale`, where that is the text's language; the page's own texts are in it.
 */
export function translate(
  key: TextKey,
  params: TextParams = {},
  language = 'en',
  strings: Partial<Texts> = {},
  locale = language,
): string {
  const format = strings[key] || isOfLanguage(locale, language) ? locale : language;
  const own: unknown = strings[key];
  // What a script gives may be no text.
  const ours = LANGUAGES[language]?.value?.[key] ?? en[key] ?? '';
  let text = typeof own === 'string' ? own : ours;
  if (typeof params.count === 'number' && text.includes('|')) {
    const [one = '', many = one] = text.split('|');
    text = new Intl.PluralRules(format).select(params.count) === 'one' ? one : many;
  }
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => written(params[name] ?? braces, format));
}

/** A value as a `locale` writes it. */
function written(value: string | number, locale: string): string {
  // A number that all locales of our own languages write alike is written here: for the first one that is not,
  // Chromium opens the data of every locale, which takes 15 ms.
  const isOurs = isOfLanguage(locale, supportedLanguage(locale)) && !locale.includes('-u-');
  const isPlain = typeof value === 'number' && isOurs && Number.isInteger(value) && value >= 0 && value < 1000;
  return isPlain ? String(value) : value.toLocaleString(locale);
}

/** The supported language of an element, by `langOf`. */
export function languageOf(element: Element, room?: Element | null): string {
  return supportedLanguage(langOf(element, room));
}

/**
 * The nearest `lang` attribute around an element, through slots and shadow hosts; `''` where there is none. The one
 * around the room takes precedence over `<html lang>`, because a linked tag has the language of its room.
 */
export function langOf(element: Element, room: Element | null = null): string {
  const isOther = room !== null && room !== element;
  let node: Element | null = element;
  while (node) {
    // A `lang` inside a shadow root of the kit is about the kit's texts, not the page's.
    const lang = hostOf(node.getRootNode())?.localName.startsWith('noom-') ? null : node.getAttribute('lang');
    if (lang && !(isOther && node === element.ownerDocument.documentElement)) return lang;
    node = node.assignedSlot ?? node.parentElement ?? hostOf(node.getRootNode());
  }
  return isOther ? langOf(room) : '';
}
