import { isFree, useUp } from './handle-keys.js';

/** Whether an item can have the focus: enabled, and drawn, which the fallback of a slot that the page fills is not. */
export function canRove(item: HTMLElement & { disabled?: boolean }): boolean {
  return !item.disabled && item.checkVisibility();
}

/**
 * The item that an arrow key, Home or End moves to from `current`, among those that can have the focus (ARIA Authoring
 * Practices, toolbar and menu patterns); `null` for any other key.
 */
function roveTo<Item extends HTMLElement & { disabled?: boolean }>(
  items: readonly Item[],
  current: Item | null,
  key: string,
  { isVertical, isRtl }: { isVertical: boolean; isRtl: boolean },
): Item | null {
  const usable = items.filter(canRove);
  const [next, previous] = isVertical
    ? ['ArrowDown', 'ArrowUp']
    : isRtl
      ? ['ArrowLeft', 'ArrowRight']
      : ['ArrowRight', 'ArrowLeft'];
  const index = current ? usable.indexOf(current) : -1;
  const last = usable.length - 1;
  if (key === next) return usable[index < last ? index + 1 : 0] ?? null;
  if (key === previous) return usable[index > 0 ? index - 1 : last] ?? null;
  if (key === 'Home') return usable[0] ?? null;
  if (key === 'End') return usable[last] ?? null;
  return null;
}

/** Moves the focus among the items by a key, if it is one that does so. */
export function rove(
  event: KeyboardEvent,
  items: readonly HTMLButtonElement[],
  direction: { isVertical: boolean; isRtl: boolean },
): void {
  if (!isFree(event)) return;
  const current = event.target instanceof HTMLButtonElement ? event.target : null;
  const next = roveTo(items, current, event.key, direction);
  if (!next) return;
  useUp(event);
  next.focus();
}
