import { frameOf, nameOf, seenIn } from '../inside.js';

/** A part of a pixel is rounding. */
const TOLERANCE_PX = 1;

/** Where an element is: how far its line begins from where the tag's begins, from the left and from the right. */
interface Place {
  readonly fromLeft: number;
  readonly fromRight: number;
  /** The way in which what it stands in runs. */
  readonly direction: string;
}

/** Where everything is that can be seen in a tag; of an icon, the icon. */
export function placesIn(tag: Element): ReadonlyMap<Element, Place> {
  const boxes = seenIn(tag).filter(
    (element) => !element.matches('svg *, option') && element.getClientRects().length > 0,
  );
  return new Map(
    boxes.map((element) => {
      const { left, right } = element.getBoundingClientRect();
      const frame = frameOf(element, tag);
      const { direction } = getComputedStyle(containerOf(element));
      return [element, { fromLeft: left - frame.left, fromRight: frame.right - right, direction }];
    }),
  );
}

/** What is elsewhere than its mirror image was; what stands in a text of its own direction has none. */
export function notMirrored(before: ReadonlyMap<Element, Place>, after: ReadonlyMap<Element, Place>): string[] {
  return [...before].flatMap(([element, { fromLeft, direction }]) => {
    const now = after.get(element);
    if (now === undefined) return [`gone: ${nameOf(element)}`];
    const turns = direction === 'ltr' && now.direction === 'rtl';
    if (!turns || Math.abs(now.fromRight - fromLeft) <= TOLERANCE_PX) return [];
    return [
      `${nameOf(element)}: ${fromLeft.toFixed(1)} px from the left, ${now.fromRight.toFixed(1)} px from the right`,
    ];
  });
}

/** What an element is laid out in: through slots, and out of shadow roots. */
function containerOf(element: Element): Element {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return element.assignedSlot ?? element.parentElement ?? host ?? element;
}
