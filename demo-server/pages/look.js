/**
 * Language and theme of a demo page: what the address says (`?lang=ko`, `?theme=dark`), else what the browser prefers.
 * The kit's tags follow the page by themselves: they read `<html lang>` and the CSS property `color-scheme`.
 */
const page = document.documentElement;
const systemPrefersDark = matchMedia('(prefers-color-scheme: dark)');

/** `ko` or `en`. */
export function currentLanguage() {
  return page.lang;
}

/** `light` or `dark`. */
export function currentTheme() {
  return page.dataset.theme ?? (systemPrefersDark.matches ? 'dark' : 'light');
}

/** Shows the page in a language: each text is in the HTML, in English as the content and in Korean as `data-ko`. */
export function setLanguage(language) {
  page.lang = language;
  for (const element of document.querySelectorAll('[data-ko]')) {
    element.dataset.en ??= element.textContent;
    element.textContent = element.dataset[language];
  }
}

/** Shows the page in light or dark, whatever the system prefers. The style sheet reads `data-theme`. */
export function setTheme(theme) {
  page.dataset.theme = theme;
}

const address = new URLSearchParams(location.search);
const wantsKorean = (address.get('lang') ?? navigator.language).toLowerCase().startsWith('ko');
if (wantsKorean) setLanguage('ko');
const theme = address.get('theme');
if (theme === 'light' || theme === 'dark') setTheme(theme);
