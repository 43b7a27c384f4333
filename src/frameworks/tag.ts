/** What the manifest says of a tag: `tags.ts` has one for each. */
export interface TagTypes<
  Element,
  Attributes extends Partial<Record<keyof Element, string>>,
  Properties extends keyof Element,
  Events extends keyof HTMLElementEventMap,
> {
  readonly element: Element;
  readonly attributes: Attributes;
  readonly properties: Properties;
  readonly events: Events;
}
