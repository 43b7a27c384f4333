import { replace } from '../browser/replaced.js';

/** Counts the intervals of this page that begin from now on, until `restore()`: the returned function gives how many run. */
export function countIntervals(): () => number {
  const running = new Set<unknown>();
  const { setInterval, clearInterval } = window;
  replace(window, 'setInterval', (...how: Parameters<typeof setInterval>) => {
    const id = setInterval(...how);
    running.add(id);
    return id;
  });
  replace(window, 'clearInterval', (id: number | undefined) => {
    running.delete(id);
    clearInterval(id);
  });
  return () => running.size;
}
