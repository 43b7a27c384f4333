/**
 * What every demo page does with its address: `?room=tea&name=Ann` fills the page in, and `&autojoin` joins at once.
 * Your own page needs none of this: it has the same in its HTML, `<noom-room room="tea" display-name="Ann" autojoin>`.
 */
import { currentLanguage, currentTheme, setLanguage, setTheme } from './look.js';

const WORDS = {
  en: {
    copied: 'Invitation copied',
    noRoom: 'Choose a room first: the invitation leads to it.',
    tapToHear: 'Press anywhere to hear the others',
    light: 'Light',
    dark: 'Dark',
    otherLanguage: '한국어',
  },
  ko: {
    copied: '초대 링크를 복사했습니다',
    noRoom: '먼저 방을 정해 주세요. 초대 링크는 그 방으로 이어집니다.',
    tapToHear: '화면을 누르면 소리가 들립니다',
    light: '밝게',
    dark: '어둡게',
    otherLanguage: 'English',
  },
};
const t = (key) => WORDS[currentLanguage()][key];

const address = new URLSearchParams(location.search);
const room = document.querySelector('noom-room');
const find = (purpose) => document.querySelector(`[data-does="${purpose}"]`);

// Fills the page in. An attribute set before the tag is upgraded counts like one written in the HTML.
for (const [parameter, attribute] of [
  ['room', 'room'],
  ['name', 'display-name'],
]) {
  const value = address.get(parameter);
  if (!value) continue;
  room?.setAttribute(attribute, value);
  for (const field of document.querySelectorAll(`input[name="${parameter}"]`)) field.value = value;
}
if (address.has('autojoin')) room?.setAttribute('autojoin', '');

// A line of text at the edge of the page, announced by screen readers, removed after a while.
const toast = document.body.appendChild(document.createElement('p'));
toast.className = 'toast';
toast.role = 'status';
let toastTimer;
export function say(text) {
  toast.textContent = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (toast.textContent = ''), 6000);
}

// Copies the invitation: the address of this page with the room, and without the name.
find('invite')?.addEventListener('click', async () => {
  const name = room?.room || document.querySelector('input[name="room"]')?.value || '';
  if (name === '') return say(t('noRoom'));
  const link = new URL(location.pathname, location.href);
  link.searchParams.set('room', name);
  try {
    await navigator.clipboard.writeText(link.href);
    say(t('copied'));
  } catch {
    // Not allowed, or a page without HTTPS: shown, to be copied by hand.
    say(link.href);
  }
});

// What a page with its own UI has to show itself. A <noom-room> without children shows it for you.
const notice = find('notice');
function tell(text) {
  if (notice) notice.textContent = text;
}
room?.addEventListener('noom-error', ({ error }) => tell(`${error.message} ${error.hint}`));
room?.addEventListener('noom-state-changed', ({ state }) => state !== 'failed' && tell(''));
room?.addEventListener('noom-playback-blocked', () => {
  // A page may play sound only after a first touch. The kit plays at that touch.
  tell(t('tapToHear'));
  addEventListener('pointerup', () => tell(''), { once: true });
});

// The switches for language and theme. They change the page in place, because reloading it would end the call.
const languageSwitch = find('language');
const themeSwitch = find('theme');
const otherLanguage = () => (currentLanguage() === 'ko' ? 'en' : 'ko');
const otherTheme = () => (currentTheme() === 'dark' ? 'light' : 'dark');

function drawSwitches() {
  languageSwitch.textContent = t('otherLanguage');
  languageSwitch.lang = otherLanguage();
  themeSwitch.textContent = t(otherTheme());
}

/** Writes a choice into the address, and into the links to the other pages, so that it lasts. */
function keep(parameter, value) {
  address.set(parameter, value);
  history.replaceState(null, '', `?${address}`);
  keepInLinks();
}

function keepInLinks() {
  const kept = new URLSearchParams();
  for (const name of ['lang', 'theme']) if (address.has(name)) kept.set(name, address.get(name));
  for (const link of document.links) link.search = kept;
  for (const form of document.querySelectorAll('form:has([name="room"])')) {
    for (const [name, value] of kept) {
      const field = form.querySelector(`input[name="${name}"]`) ?? form.appendChild(document.createElement('input'));
      Object.assign(field, { type: 'hidden', name, value });
    }
  }
}

languageSwitch.addEventListener('click', () => {
  setLanguage(otherLanguage());
  keep('lang', currentLanguage());
  drawSwitches();
});
themeSwitch.addEventListener('click', () => {
  setTheme(otherTheme());
  keep('theme', currentTheme());
  drawSwitches();
});
drawSwitches();
keepInLinks();
