import type { TemplateResult } from 'lit';
import { drawIcon, icon, type IconName } from './icons.js';

/**
 * Shapes of icons that only lazy views have; from the same set, and under the same licence, as those in
 * `look/icons.ts`.
 */
const SHAPES = {
  hand: 'M18 11v-5a2 2 0 00-2-2a2 2 0 00-2 2M14 10v-6a2 2 0 00-2-2a2 2 0 00-2 2v2M10 10.5v-4.5a2 2 0 00-2-2a2 2 0 00-2 2v8M18 8a2 2 0 114 0v6a8 8 0 01-8 8h-2c-2.8 0-4.5-.86-5.99-2.34l-3.6-3.6a2 2 0 012.83-2.82l1.76 1.76',
  grid: 'M4 3h5a1 1 0 011 1v5a1 1 0 01-1 1h-5a1 1 0 01-1-1v-5a1 1 0 011-1zM15 3h5a1 1 0 011 1v5a1 1 0 01-1 1h-5a1 1 0 01-1-1v-5a1 1 0 011-1zM15 14h5a1 1 0 011 1v5a1 1 0 01-1 1h-5a1 1 0 01-1-1v-5a1 1 0 011-1zM4 14h5a1 1 0 011 1v5a1 1 0 01-1 1h-5a1 1 0 01-1-1v-5a1 1 0 011-1z',
  spotlight: 'M5 3h14a2 2 0 012 2v14a2 2 0 01-2 2h-14a2 2 0 01-2-2v-14a2 2 0 012-2zM3 15h18',
  screen: 'M9 10l3-3l3 3M12 13v-6M4 3h16a2 2 0 012 2v10a2 2 0 01-2 2h-16a2 2 0 01-2-2v-10a2 2 0 012-2zM12 17v4M8 21h8',
  chat: 'M2.99 16.34a2 2 0 01.1 1.17l-1.07 3.29a1 1 0 001.24 1.17l3.41-1a2 2 0 011.1.09a10 10 0 10-4.78-4.72',
  settings:
    'M9.67 4.14a2.34 2.34 0 014.66 0a2.34 2.34 0 003.32 1.91a2.34 2.34 0 012.33 4.03a2.34 2.34 0 000 3.83a2.34 2.34 0 01-2.33 4.04a2.34 2.34 0 00-3.32 1.91a2.34 2.34 0 01-4.66 0a2.34 2.34 0 00-3.32-1.91a2.34 2.34 0 01-2.33-4.04a2.34 2.34 0 000-3.83a2.34 2.34 0 012.33-4.03a2.34 2.34 0 003.32-1.91M9 12a3 3 0 106 0a3 3 0 10-6 0',
  smile: 'M8 14s1.5 2 4 2 4-2 4-2M9 9h.01M15 9h.01M2 12a10 10 0 1020 0a10 10 0 10-20 0',
  more: 'M11 12a1 1 0 102 0a1 1 0 10-2 0M18 12a1 1 0 102 0a1 1 0 10-2 0M4 12a1 1 0 102 0a1 1 0 10-2 0',
  leave:
    'M10.1 13.9a14 14 0 003.73 2.67a1 1 0 001.22-.3l.35-.47a2 2 0 011.6-.8h3a2 2 0 012 2v3a2 2 0 01-2 2a18 18 0 01-12.73-5.27M22 2l-20 20M4.76 13.58a18 18 0 01-2.76-9.58a2 2 0 012-2h3a2 2 0 012 2v3a2 2 0 01-.8 1.6l-.47.35a1 1 0 00-.29 1.23a14 14 0 00.24.48',
  fullscreen: 'M8 3h-3a2 2 0 00-2 2v3M21 8v-3a2 2 0 00-2-2h-3M3 16v3a2 2 0 002 2h3M16 21h3a2 2 0 002-2v-3',
  'fullscreen-exit': 'M8 3v3a2 2 0 01-2 2h-3M21 8h-3a2 2 0 01-2-2v-3M3 16h3a2 2 0 012 2v3M16 21v-3a2 2 0 012-2h3',
  pip: 'M21 9v-3a2 2 0 00-2-2h-15a2 2 0 00-2 2v10a2 2 0 002 2h4M14 13h6a2 2 0 012 2v3a2 2 0 01-2 2h-6a2 2 0 01-2-2v-3a2 2 0 012-2z',
  'pip-exit':
    'M2 10h6v-6M2 4l6 6M21 10v-3a2 2 0 00-2-2h-7M3 14v2a2 2 0 002 2h3M13 14h8a1 1 0 011 1v5a1 1 0 01-1 1h-8a1 1 0 01-1-1v-5a1 1 0 011-1z',
  keyboard:
    'M4 4h16a2 2 0 012 2v12a2 2 0 01-2 2h-16a2 2 0 01-2-2v-12a2 2 0 012-2M6 8h.01M10 8h.01M14 8h.01M18 8h.01M8 12h.01M12 12h.01M16 12h.01M7 16h10',
  flip: 'M11 19h-7a2 2 0 01-2-2v-10a2 2 0 012-2h5M13 5h7a2 2 0 012 2v10a2 2 0 01-2 2h-5M9 12a3 3 0 106 0a3 3 0 10-6 0M18 22l-3-3l3-3M6 2l3 3l-3 3',
} as const;

/** The name of an icon of a control. */
export type ControlIcon = IconName | keyof typeof SHAPES;

/** As `icon`, for the icons of lazy views too. */
export function controlIcon(name: ControlIcon): TemplateResult {
  return isOwn(name) ? drawIcon(SHAPES[name]) : icon(name);
}

function isOwn(name: ControlIcon): name is keyof typeof SHAPES {
  return Object.hasOwn(SHAPES, name);
}
