import type { DefaultTheme } from 'vitepress';
import { SECTIONS, sitePages, type Language, type Section } from '../pages.js';

const HEADINGS: Readonly<Record<Language, Readonly<Record<Section, string>>>> = {
  en: { start: 'In your page', server: 'The server', inside: 'Inside', decisions: 'Decisions' },
  ko: { start: '내 페이지에', server: '서버', inside: '내부', decisions: '설계 결정' },
};
const GUIDE = { text: 'Guide', link: '/guide' };
const STORYBOOK = { text: 'Storybook', link: '/storybook/', target: '_self' };

/**
 * The sidebar, and another one for the many decisions. In Korean, English pages that have no Korean version follow, and
 * say so.
 */
export function sidebarOf(language: Language): DefaultTheme.SidebarMulti {
  const sections = SECTIONS.map((section) => ({
    text: HEADINGS[language][section],
    items: itemsOf(language, section),
  }));
  const [start, server, inside, decisions] = sections as [Part, Part, Part, Part];
  const main = [
    { ...start, items: [...start.items, STORYBOOK] },
    server,
    { ...inside, items: [...inside.items, ...decisions.items.slice(0, 1)] },
  ];
  return language === 'ko' ? { '/ko/': main } : { '/': main, '/decisions/': [{ items: [GUIDE] }, decisions] };
}

interface Part {
  readonly text: string;
  readonly items: DefaultTheme.SidebarItem[];
}

function itemsOf(language: Language, section: Section): DefaultTheme.SidebarItem[] {
  const pages = sitePages().filter((page) => page.section === section);
  const translated = new Set(pages.filter((page) => page.language === 'ko').map(({ path }) => path.replace('ko/', '')));
  const own = pages.filter((page) => page.language === language);
  const foreign = language === 'en' ? [] : pages.filter((page) => page.language === 'en' && !translated.has(page.path));
  return [
    ...own.map(({ title, path }) => ({ text: title, link: `/${path}` })),
    ...foreign.map(({ title, path }) => ({ text: `${title} (영어)`, link: `/${path}` })),
  ];
}

export function navigationOf(language: Language): DefaultTheme.NavItem[] {
  const [below, guide, elements, server] =
    language === 'en' ? ['', 'Guide', 'Elements', 'Server'] : ['ko/', '가이드', '태그', '서버'];
  return [
    { text: guide, link: `/${below}guide` },
    { text: elements, link: '/elements' },
    { text: server, link: `/${below}server` },
    STORYBOOK,
  ];
}
