/**
 * Shapes of icons that only the chat has; from the same set, and under the same licence, as those in `look/icons.ts`.
 */
export const CHAT_SHAPES = {
  send: 'M14.536 21.686a.5.5 0 0 0 .937-.024l6.5-19a.496.496 0 0 0-.635-.635l-19 6.5a.5.5 0 0 0-.024.937l7.93 3.18a2 2 0 0 1 1.112 1.11zM21.854 2.147l-10.94 10.939',
  check: 'M20 6 9 17l-5-5',
  arrowDown: 'M12 5v14M19 12l-7 7-7-7',
  reply: 'M9 17l-5-5l5-5M20 18v-2a4 4 0 00-4-4h-12',
  delete: 'M3 6h18M19 6v14a2 2 0 01-2 2h-10a2 2 0 01-2-2v-14M8 6v-2a2 2 0 012-2h4a2 2 0 012 2v2M10 11v6M14 11v6',
  save: 'M21 15v4a2 2 0 01-2 2h-14a2 2 0 01-2-2v-4M7 10l5 5l5-5M12 15v-12',
  lock: 'M5 11h14a2 2 0 012 2v7a2 2 0 01-2 2h-14a2 2 0 01-2-2v-7a2 2 0 012-2zM7 11v-4a5 5 0 0110 0v4',
  emoji: 'M2 12a10 10 0 1020 0a10 10 0 10-20 0M8 14s1.5 2 4 2s4-2 4-2M9 9h.01M15 9h.01',
  attach:
    'M13.234 20.252 21 12.3M16 6l-8.414 8.586a2 2 0 0 0 0 2.828a2 2 0 0 0 2.828 0l8.414-8.586a4 4 0 0 0 0-5.656a4 4 0 0 0-5.656 0l-8.415 8.585a6 6 0 1 0 8.486 8.486',
  file: 'M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7ZM14 2v4a2 2 0 0 0 2 2h4',
} as const;
