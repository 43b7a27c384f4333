/**
 * Shapes of icons that only the list of participants has; from the same set, and under the same licence, as those in
 * `look/icons.ts`.
 */
export const PEOPLE_SHAPES = {
  search: 'M21 21l-4.34-4.34M3 11a8 8 0 1016 0a8 8 0 10-16 0',
  link: 'M10 13a5 5 0 007.54.54l3-3a5 5 0 00-7.07-7.07l-1.72 1.71M14 11a5 5 0 00-7.54-.54l-3 3a5 5 0 007.07 7.07l1.71-1.71',
  share: 'M12 2v13M16 6l-4-4l-4 4M4 12v8a2 2 0 002 2h12a2 2 0 002-2v-8',
  lock: 'M5 11h14a2 2 0 012 2v7a2 2 0 01-2 2h-14a2 2 0 01-2-2v-7a2 2 0 012-2M7 11v-4a5 5 0 0110 0v4',
  door: 'M11 20h-9M13 4h3a2 2 0 012 2v14M13 4v16M22 20h-4M10 12h.01M13 4.56v16.16a1 1 0 01-1.24.97l-6.76-1.69v-14.44a2 2 0 011.52-1.94l4-1a2 2 0 012.48 1.94z',
} as const;
