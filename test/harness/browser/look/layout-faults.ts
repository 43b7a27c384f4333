/** How small a target may be, in CSS pixels (WCAG 2.2, 2.5.8). */
const TARGET_PX = 24;
/** Rounding, and the half pixels of a zoomed page. */
const SLACK_PX = 1;

/**
 * What is wrong with the layout of the page as it is: what makes it scroll sideways, text and controls that cannot be
 * brought into view by scrolling downwards, small targets, and controls that something else covers. What lies on top
 * (a modal dialog, an open popover) is looked at alone. Runs in the page, and uses nothing outside of itself but its
 * two numbers: it scrolls what can be scrolled, and leaves it so.
 */
export function layoutFaults(targetPx = TARGET_PX, slackPx = SLACK_PX): readonly string[] {
  const faults: string[] = [];
  const parentOf = (element: Element): Element | null =>
    element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;
  const all = (root: Document | ShadowRoot | Element): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot ? all(element.shadowRoot) : []),
    ]);
  const isInside = (element: Element | null, outer: Element): boolean =>
    element !== null && (element === outer || isInside(parentOf(element), outer));
  const nameOf = (element: Element): string => {
    const { host } = element.getRootNode() as Partial<ShadowRoot>;
    const text = (element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 24);
    const classes = element.getAttribute('class')?.trim() ?? '';
    return `${host?.localName ?? 'page'} ${element.localName}${classes && `.${classes.replaceAll(/\s+/g, '.')}`} "${text}"`;
  };
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }) &&
    !element.matches('.visually-hidden, .visually-hidden *') &&
    element.getClientRects().length > 0;

  const elements = all(document);
  const layer = elements.findLast((element) => element.matches(':popover-open, :modal')) ?? document.documentElement;
  const shown = elements.filter((element) => isShown(element) && isInside(element, layer));
  const controls = shown.filter(
    (element) =>
      element.matches('button, a[href], input, select, textarea, summary, [role=slider]') &&
      !element.matches('[inert], [inert] *'),
  );
  const texts = shown.filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim()),
  );
  const top = document.scrollingElement ?? document.documentElement;

  for (const element of [top, ...shown]) {
    const { overflowX } = getComputedStyle(element);
    const scrolls = element === top || overflowX === 'auto' || overflowX === 'scroll';
    const isField = element.matches('input, textarea, select');
    if (scrolls && !isField && element.scrollWidth > element.clientWidth + slackPx)
      faults.push(`scrolls sideways by ${String(element.scrollWidth - element.clientWidth)}: ${nameOf(element)}`);
  }

  /** Brings it into view as a person does, and says what is cut off of it. */
  const cutOff = (element: Element): string | null => {
    element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const rect = element.getBoundingClientRect();
    for (let around = parentOf(element); around !== null; around = parentOf(around)) {
      const style = getComputedStyle(around);
      if (style.display === 'contents' || style.overflowX === 'visible') {
        if (around.matches(':popover-open, :modal')) break;
        continue;
      }
      const isScrolled = (style.overflowY === 'hidden' || style.overflowY === 'clip') && around.scrollTop !== 0;
      if (isScrolled && around !== top) return `scrolled what does not scroll: ${nameOf(around)}`;
      const box = around === top ? new DOMRect(0, 0, innerWidth, innerHeight) : around.getBoundingClientRect();
      const isElliptic = style.textOverflow === 'ellipsis';
      const isWide = rect.left < box.left - slackPx || rect.right > box.right + slackPx;
      // What is higher than its box is scrolled through.
      const isHigh = rect.height <= box.height && (rect.top < box.top - slackPx || rect.bottom > box.bottom + slackPx);
      const isLost =
        rect.height > box.height + slackPx &&
        style.overflowY !== 'auto' &&
        style.overflowY !== 'scroll' &&
        around !== top;
      if ((isWide && !isElliptic) || isHigh || isLost) return `cut off by ${nameOf(around)}`;
      if (around.matches(':popover-open, :modal')) break;
    }
    const isOut =
      rect.left < -slackPx ||
      rect.right > innerWidth + slackPx ||
      (rect.height <= innerHeight && (rect.top < -slackPx || rect.bottom > innerHeight + slackPx));
    return isOut ? 'out of the window' : null;
  };

  for (const element of new Set([...controls, ...texts])) {
    const reason = cutOff(element);
    if (reason !== null) faults.push(`${reason}: ${nameOf(element)}`);
  }
  for (const element of texts) {
    const style = getComputedStyle(element);
    const clips = style.overflowX !== 'visible' && style.overflowX !== 'auto' && style.textOverflow !== 'ellipsis';
    if (
      clips &&
      style.display !== 'inline' &&
      !element.matches('select, textarea, input') &&
      element.scrollWidth > element.clientWidth + slackPx
    )
      faults.push(`cuts its own text: ${nameOf(element)}`);
  }

  const deepHit = (x: number, y: number, root: Document | ShadowRoot = document): Element | null => {
    const hit = root.elementFromPoint(x, y);
    const inner = hit?.shadowRoot ? deepHit(x, y, hit.shadowRoot) : null;
    return inner ?? hit;
  };
  for (const element of controls) {
    element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const label = element.matches('input') ? element.labels?.[0] : undefined;
    const rect = (label ?? element).getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const isInText = element.matches('a') && getComputedStyle(element).display === 'inline';
    if (
      !isInText &&
      (Math.max(own.width, rect.width) < targetPx - 0.5 || Math.max(own.height, rect.height) < targetPx - 0.5)
    )
      faults.push(`small, ${own.width.toFixed(0)}x${own.height.toFixed(0)}: ${nameOf(element)}`);
    // A surface for dragging is below the buttons on it.
    if (element.matches('.grip') || getComputedStyle(element).pointerEvents === 'none') continue;
    const points = [
      [own.x + own.width / 2, own.y + own.height / 2],
      [own.x + 2, own.y + own.height / 2],
      [own.right - 2, own.y + own.height / 2],
      [own.x + own.width / 2, own.y + 2],
      [own.x + own.width / 2, own.bottom - 2],
    ] as const;
    for (const [x, y] of points) {
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const hit = deepHit(x, y);
      if (hit === null || isInside(hit, element) || isInside(element, hit)) continue;
      if (label && isInside(hit, label)) continue;
      // It lies over the messages only while these are not scrolled to their end.
      if (hit.closest('.newer')) continue;
      faults.push(`covered by ${nameOf(hit)}: ${nameOf(element)}`);
      break;
    }
  }
  return [...new Set(faults)];
}
