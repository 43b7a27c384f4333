/**
 * Shapes of icons that only the chat has; from the same set, and under the same licence, as those in `look/icons.ts`.
 */
export const CHAT_SHAPES = {
  send: 'M14.536 21.686a.5.5 0 0 0 .937-.024l6.5-19a.496.496 0 0 0-.635-.635l-19 6.5a.5.5 0 0 0-.024.937l7.93 3.18a2 2 0 0 1 1.112 1.11zM21.854 2.147l-10.94 10.939',
  check: 'M20 6 9 17l-5-5',
  arrowDown: 'M12 5v14M19 12l-7 7-7-7',
} as const;
