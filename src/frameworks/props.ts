import type { NoomTags } from './tags.js';

/** The name of a tag. */
export type TagName = keyof NoomTags;

/** The class of a tag. */
export type ElementOf<Tag extends TagName> = NoomTags[Tag]['element'];

type AttributesOf<Tag extends TagName> = NoomTags[Tag]['attributes'];
type WithAttribute<Tag extends TagName> = keyof AttributesOf<Tag> & keyof ElementOf<Tag>;
type WithoutAttribute<Tag extends TagName> = NoomTags[Tag]['properties'] & keyof ElementOf<Tag>;

/** What can be written for a property that is an attribute too: a number or a boolean can be its text. */
type Written<Value> = Value extends boolean
  ? boolean | '' | 'true' | 'false'
  : Value extends number
    ? number | `${number}`
    : Value;

/** `null` and `undefined` restore what a tag has by itself. */
type Attributes<Values> = { -readonly [Name in keyof Values]?: Written<Values[Name]> | null | undefined };
type Properties<Values> = { -readonly [Name in keyof Values]?: Values[Name] | null | undefined };

/** What can be set on a tag, by the properties' names: those that are attributes too, and the others. */
export type Settable<Tag extends TagName> = Attributes<Pick<ElementOf<Tag>, WithAttribute<Tag>>> &
  Properties<Pick<ElementOf<Tag>, WithoutAttribute<Tag>>>;

/** The same by the attributes' names, with dashes. */
export type SettableAttributes<Tag extends TagName> = {
  [Name in WithAttribute<Tag> as AttributesOf<Tag>[Name] & string]?: Attributes<ElementOf<Tag>>[Name];
};

/** The attributes that are there or not. */
export type BooleanAttributes<Tag extends TagName> = {
  [Name in WithAttribute<Tag> as ElementOf<Tag>[Name] extends boolean ? AttributesOf<Tag>[Name] & string : never]?:
    boolean | null | undefined;
};

type EventNames<Tag extends TagName> = NoomTags[Tag]['events'] & keyof HTMLElementEventMap;

/** The events that a tag dispatches, or that bubble to it from tags inside it, each with its fields. */
export type EventsOfTag<Tag extends TagName> = {
  [Name in EventNames<Tag>]: HTMLElementEventMap[Name] & { readonly currentTarget: ElementOf<Tag> };
};

/** Listeners under other names: `Prefix` before, and `Suffix` after the event's type. */
export type Listeners<Tag extends TagName, Prefix extends string, Suffix extends string = ''> = {
  [Name in EventNames<Tag> as `${Prefix}${Name}${Suffix}`]?:
    ((event: EventsOfTag<Tag>[Name]) => void) | null | undefined;
};
