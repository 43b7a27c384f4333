import { deep, textsIn } from '../../components/pages/any-page.js';

/** What names something for people who do not see it, or stands where nothing is yet. */
const NAMING = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'];

/** Every element in a tag: those that a page put there, those that it draws, and those in the tags among them. */
export function inside(tag: Element): Element[] {
  return [...deep(tag), ...(tag.shadowRoot ? deep(tag.shadowRoot) : [])];
}

/** The first element in a tag that matches. */
export function find(tag: Element, selector: string): HTMLElement | undefined {
  return inside(tag).find((element): element is HTMLElement => element.matches(selector));
}

/** The box that an element of a tag is laid out in: the tag's, that of its open dialog, or for the dialog the window. */
export function frameOf(element: Element, tag: Element): DOMRect {
  for (let each = above(element); each !== null; each = above(each)) {
    if (each.matches('dialog:modal')) return each.getBoundingClientRect();
    if (each === tag) break;
  }
  // The window without its scrollbars.
  const { clientWidth, clientHeight } = tag.ownerDocument.documentElement;
  return element.matches('dialog:modal') ? new DOMRect(0, 0, clientWidth, clientHeight) : tag.getBoundingClientRect();
}

/** What an element stands in, out of shadow roots too. */
function above(element: Element): Element | null {
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return element.assignedSlot ?? element.parentElement ?? host ?? null;
}

/** What can be seen in a tag now. */
export function seenIn(tag: Element): Element[] {
  return inside(tag).filter(
    (element) => element.checkVisibility({ visibilityProperty: true }) && element.closest('.visually-hidden') === null,
  );
}

/** An element, for the message of a test. */
export function nameOf(element: Element): string {
  const [part, className] = ['part', 'class'].map((name) => element.getAttribute(name) ?? '');
  return `<${element.localName} part="${part ?? ''}" class="${className ?? ''}">`;
}

/** The kit's own words in a tag, seen or named: without what people wrote, which is not to be translated. */
export function wordsOf(tag: Element): string[] {
  const isPeoples = (element: Element | null): boolean => Boolean(element?.closest('[translate=no], .body'));
  const texts = textsIn(tag.shadowRoot ?? tag).filter(({ parentElement }) => !isPeoples(parentElement));
  const names = inside(tag)
    .filter((element) => !isPeoples(element))
    .flatMap((element) => NAMING.map((name) => element.getAttribute(name) ?? ''));
  return [...texts.map(({ data }) => data.trim()), ...names.filter((name) => name !== '')];
}
