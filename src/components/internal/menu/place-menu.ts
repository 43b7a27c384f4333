/** The distance between a button and its menu, and from the menu to the edge of the window. */
const GAP_PX = 8;

/** The least height that a menu keeps, in pixels: about three items. In a lower window it lies over its button. */
const LEAST_PX = 140;

/**
 * Places a popover above its button, or below if there is no room above, within the window. Where it fits on neither
 * side it takes the larger one, and scrolls, which the item at its end shows.
 */
function placeMenu(menu: HTMLElement, anchor: DOMRect, { innerWidth, innerHeight }: Window): void {
  menu.style.maxWidth = `calc(${within('left', 'right', innerWidth)})`;
  menu.style.maxHeight = 'none';
  const { width, height: whole } = menu.getBoundingClientRect();
  const above = anchor.top - 2 * GAP_PX;
  const below = innerHeight - anchor.bottom - 2 * GAP_PX;
  const isAbove = whole <= above || (whole > below && above >= below);
  const most = Math.min(Math.max(isAbove ? above : below, LEAST_PX), innerHeight - 2 * GAP_PX);
  const height = whole <= most ? whole : throughAnItem(menu, most);
  const clamped = (position: number, size: number, room: number): number =>
    Math.max(GAP_PX, Math.min(position, room - size - GAP_PX));
  const top = clamped(isAbove ? anchor.top - height - GAP_PX : anchor.bottom + GAP_PX, height, innerHeight);
  const left = clamped(anchor.left + anchor.width / 2 - width / 2, width, innerWidth);
  menu.style.maxHeight = `min(${String(height)}px, ${within('top', 'bottom', innerHeight)})`;
  menu.style.top = outside('top', top, 'bottom', innerHeight - top - height);
  menu.style.left = outside('left', left, 'right', innerWidth - left - width);
}

/**
 * So high, or a bit lower, that the last item is cut through its middle: a menu that ends between two items looks as if
 * these were all, because the scrollbars of phones are not seen.
 */
function throughAnItem(menu: HTMLElement, mostPx: number): number {
  const middles = [...menu.querySelectorAll('button')].map(
    ({ offsetTop, offsetHeight }) => offsetTop + offsetHeight / 2,
  );
  return middles.findLast((middle) => middle <= mostPx) ?? mostPx;
}

/** What a menu may take of a side of the window that is so long. */
function within(near: string, far: string, px: number): string {
  return `${String(px - 2 * GAP_PX)}px - env(safe-area-inset-${near}, 0px) - env(safe-area-inset-${far}, 0px)`;
}

/**
 * A position moved out of the parts of the window that a phone's notch and bar cover; `rest` is left on the far side.
 */
function outside(near: string, px: number, far: string, rest: number): string {
  return `max(env(safe-area-inset-${near}, 0px), ${String(px)}px - max(0px, env(safe-area-inset-${far}, 0px) - ${String(rest)}px))`;
}

/**
 * Keeps an open popover at its button, whatever moves one or the other: scrolling, resizing, a changed page layout.
 * Checks once a frame, because no single event reports all of these (scroll events stay in their shadow root); without
 * movement it costs one measurement. Ends with the popover; `lose` is called when the button is no longer visible.
 */
export function followButton(menu: HTMLElement, button: HTMLElement, lose: () => void): void {
  const { defaultView: view } = button.ownerDocument;
  if (!view) return;
  // Voice control and screen readers also press a button that is scrolled out of sight.
  button.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  let isSeen = true;
  // Takes every box into account that clips the button.
  const watch = new view.IntersectionObserver((entries) => {
    isSeen = entries.at(-1)?.isIntersecting ?? true;
  });
  watch.observe(button);
  let last = '';
  const look = (): void => {
    const isOpen = menu.isConnected && menu.matches(':popover-open');
    if (!isOpen || !isSeen) {
      watch.disconnect();
      if (isOpen) lose();
      return;
    }
    const anchor = button.getBoundingClientRect();
    const { width, height } = menu.getBoundingClientRect();
    const now = [anchor.x, anchor.y, anchor.width, width, height, view.innerWidth, view.innerHeight].join();
    if (now !== last) placeMenu(menu, anchor, view);
    last = now;
    view.requestAnimationFrame(look);
  };
  look();
}
