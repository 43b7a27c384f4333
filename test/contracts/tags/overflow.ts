import { frameOf, nameOf, seenIn } from './inside.js';

/** A part of a pixel is rounding. */
const TOLERANCE_PX = 1;

/** What in a tag is wider than there is room: what sticks out of its box at the sides, and what has to be scrolled sideways or is cut off. */
export function sticksOut(tag: Element): string[] {
  const boxes = seenIn(tag).filter((element) => !element.matches('video, svg, svg *, option'));
  const outside = boxes.filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    const frame = frameOf(element, tag);
    return width > 1 && (left < frame.left - TOLERANCE_PX || right > frame.right + TOLERANCE_PX);
  });
  const cutOff = boxes.filter((element) => {
    const { overflowX, textOverflow } = getComputedStyle(element);
    // A text that ends in an ellipsis says that there is more of it, and in a field one moves the caret.
    if (overflowX === 'visible' || textOverflow === 'ellipsis' || element.matches('input')) return false;
    return element.scrollWidth > element.clientWidth + TOLERANCE_PX;
  });
  return [
    ...outside.map((element) => `outside: ${nameOf(element)}`),
    ...cutOff.map((element) => `cut off: ${nameOf(element)}`),
  ];
}
