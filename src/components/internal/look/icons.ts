import { html, type TemplateResult } from 'lit';

/*
 * The shapes are from Lucide (https://lucide.dev), each joined into one path:
 * ISC License, Copyright (c) for portions of Lucide are held by Cole Bemis 2013-2022 as part of Feather (MIT); all other
 * copyright (c) for Lucide are held by Lucide Contributors 2022. Permission to use, copy, modify, and/or distribute this
 * software for any purpose with or without fee is hereby granted, provided that the above copyright notice and this
 * permission notice appear in all copies.
 */
const SHAPES = {
  microphone: 'M12 19v3M19 10v2a7 7 0 01-14 0v-2M12 2a3 3 0 013 3v7a3 3 0 01-3 3a3 3 0 01-3-3v-7a3 3 0 013-3z',
  'microphone-off':
    'M12 19v3M15 9.34v-4.34a3 3 0 00-5.68-1.33M16.95 16.95a7 7 0 01-11.95-4.95v-2M18.89 13.23a7 7 0 00.11-1.23v-2M2 2l20 20M9 9v3a3 3 0 005.12 2.12',
  camera:
    'M16 13l5.22 3.48a.5.5 0 00.78-.41v-8.2a.5.5 0 00-.75-.43l-5.25 3.06M4 6h10a2 2 0 012 2v8a2 2 0 01-2 2h-10a2 2 0 01-2-2v-8a2 2 0 012-2z',
  'camera-off':
    'M10.66 6h3.34a2 2 0 012 2v2.5l5.25-3.06a.5.5 0 01.75.43v8.2M16 16a2 2 0 01-2 2h-10a2 2 0 01-2-2v-8a2 2 0 012-2h2M2 2l20 20',
  people:
    'M16 21v-2a4 4 0 00-4-4h-6a4 4 0 00-4 4v2M16 3.13a4 4 0 010 7.74M22 21v-2a4 4 0 00-3-3.87M5 7a4 4 0 108 0a4 4 0 10-8 0',
  close: 'M18 6l-12 12M6 6l12 12',
  warning: 'M21.73 18l-8-14a2 2 0 00-3.48 0l-8 14a2 2 0 001.75 3h16a2 2 0 001.73-3M12 9v4M12 17h.01',
  offline:
    'M12 20h.01M8.5 16.43a5 5 0 017 0M5 12.86a10 10 0 015.17-2.69M19 12.86a10 10 0 00-2.01-1.52M2 8.82a15 15 0 014.18-2.64M22 8.82a15 15 0 00-11.29-3.76M2 2l20 20',
  speaker:
    'M11 4.7a.7.7 0 00-1.2-.5l-3.39 3.39a1.4 1.4 0 01-.99.41h-2.42a1 1 0 00-1 1v6a1 1 0 001 1h2.42a1.4 1.4 0 01.99.41l3.39 3.39a.7.7 0 001.2-.5zM16 9a5 5 0 010 6M19.36 18.36a9 9 0 000-12.72',
  'chevron-down': 'M6 9l6 6l6-6',
  retry: 'M21 12a9 9 0 11-9-9c2.52 0 4.93 1 6.74 2.74l2.26 2.26M21 3v5h-5',
  signal: 'M12 20h.01M2 8.82a15 15 0 0120 0M5 12.86a10 10 0 0114 0M8.5 16.43a5 5 0 017 0',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof SHAPES;

/**
 * An icon 20 px wide, drawn in the current colour and hidden from assistive technology: the element around it has the
 * name.
 */
export function icon(name: IconName): TemplateResult {
  return drawIcon(SHAPES[name]);
}

/** An icon with a shape that only one view has. */
export function drawIcon(shape: string): TemplateResult {
  return html`<svg class="icon" part="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${shape} /></svg>`;
}
