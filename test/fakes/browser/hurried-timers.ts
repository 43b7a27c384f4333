import { replace } from './replaced.js';

/**
 * Makes the page's timers of exactly this delay so many times shorter, until `restore()`; the returned function says
 * how often they have fired. For what takes no clock; all other timers stay as they are.
 */
export function hurryTimers(name: 'setTimeout' | 'setInterval', delayMs: number, times: number): () => number {
  let fired = 0;
  const { [name]: begin } = window;
  replace(window, name, (callback: () => void, ms?: number) => {
    if (ms !== delayMs) return begin(callback, ms);
    return begin(() => {
      fired += 1;
      callback();
    }, delayMs / times);
  });
  return () => fired;
}
