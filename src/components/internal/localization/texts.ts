import { Lazy } from '../../../core/index.js';
import { hostOf } from '../element/nodes.js';
import { en, type TextKey, type Texts } from './en.js';

export type { TextKey, Texts } from './en.js';

/** What fills the braces of a text; `count` also chooses between one and many. */
export type TextParams = Readonly<Record<string, string | number>>;

/** The languages that come when they are needed. */
const LOADERS: Record<string, () => Promise<Texts>> = {
  ko: async () => (await import('./ko.js')).ko,
};
const loaded = new Map<string, Partial<Texts>>([['en', en]]);
let loading: Promise<void> | null = null;

/** What the kit says in English in views that come on demand. */
export const lazyTexts = new Lazy(async () => (await import('./en-lazy.js')).lazyWords);

/** A view that comes on demand, once its words are here too. */
export async function withTexts<View>(view: Promise<View>): Promise<View> {
  const [module] = await Promise.all([view, lazyTexts.load()]);
  return module;
}

/** The language the kit speaks for a tag `lang`: the same, without its region, or English. */
export function supportedLanguage(lang: string): string {
  const base = baseOf(lang);
  return Object.hasOwn(LOADERS, base) ? base : 'en';
}

/** Whether a `lang` is of a language that `supportedLanguage` gave. */
export function isOfLanguage(lang: string, language: string): boolean {
  return baseOf(lang) === language;
}

/** Without script, region and the rest; some pages write `en_GB`. */
function baseOf(lang: string): string {
  return lang.toLowerCase().split(/[-_]/)[0] ?? '';
}

/**
 * The locale in which a reader of `lang` reads times: as the page says, down to its region; where it says a language alone, as the
 * browser is set, if that is of the same language. What is no locale counts as `language`.
 */
export function localeOf(lang: string, language: string, preferred: readonly string[] = navigator.languages): string {
  const wanted = (lang || language).replaceAll('_', '-');
  const regional = preferred.find((locale) => locale.toLowerCase().startsWith(`${wanted.toLowerCase()}-`));
  for (const locale of wanted.includes('-') ? [wanted] : [regional, wanted]) {
    try {
      if (locale && Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0) return locale;
    } catch {
      // What a page wrote as its `lang` is no language tag.
    }
  }
  return language;
}

/** Fetches a language's texts, once; what cannot be fetched is read in English. */
export function loadTexts(language: string): Promise<void> | null {
  const load = LOADERS[language];
  if (load && !loaded.has(language)) {
    loaded.set(language, en);
    const fetched = load().then(
      (texts) => {
        loaded.set(language, texts);
      },
      // Offline in the middle of a call: English is better than nothing, and the next room on the page tries again.
      () => {
        loaded.delete(language);
      },
    );
    const all = Promise.all([loading, fetched]).then(() => {
      if (loading === all) loading = null;
    });
    loading = all;
  }
  return loading;
}

/** Resolves when the texts under way are here; `null` when none are, so that nobody waits for nothing. */
export function pendingTexts(): Promise<void> | null {
  return loading;
}

/** One text: the page's own words, else the language's, else English; `''` while it is one of `lazyTexts` and these are not here. */
export function translate(
  key: TextKey,
  params: TextParams = {},
  language = 'en',
  strings: Partial<Texts> = {},
): string {
  const lazy: Partial<Texts> = lazyTexts.value ?? {};
  let text = strings[key] ?? loaded.get(language)?.[key] ?? en[key] ?? lazy[key] ?? '';
  if (typeof params.count === 'number' && text.includes('|')) {
    const [one = '', many = one] = text.split('|');
    text = new Intl.PluralRules(language).select(params.count) === 'one' ? one : many;
  }
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => String(params[name] ?? braces));
}

/** The language the kit speaks in an element: of `langOf`. */
export function languageOf(element: Element, room?: Element | null): string {
  return supportedLanguage(langOf(element, room));
}

/**
 * The nearest `lang` attribute around an element, outward through slots and shadow hosts; `''` where there is none. The page's
 * own (`<html lang>`) gives way to that around the room, because a linked tag speaks as its room does.
 */
export function langOf(element: Element, room: Element | null = null): string {
  const isOther = room !== null && room !== element;
  let node: Element | null = element;
  while (node) {
    // What a tag says of its own words is nothing that the page says.
    const lang = hostOf(node.getRootNode())?.localName.startsWith('noom-') ? null : node.getAttribute('lang');
    if (lang && !(isOther && node === element.ownerDocument.documentElement)) return lang;
    node = node.assignedSlot ?? node.parentElement ?? hostOf(node.getRootNode());
  }
  return isOther ? langOf(room) : '';
}
