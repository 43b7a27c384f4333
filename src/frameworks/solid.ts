/**
 * The tags for Solid, in JSX: `import type {} from 'noom-elements/solid'`. There is no code. JSX looks at names with
 * dashes only where it knows them: write `signalingUrl`, whose misspelling is found, rather than `signaling-url`.
 */
import type { JSX } from 'solid-js';
import type { BooleanAttributes, ElementOf, Listeners, Settable, SettableAttributes, TagName } from './props.js';

/** Names with a prefix, which says whether a property, an attribute or a boolean attribute is set. */
type Prefixed<Values, Prefix extends string> = {
  [Name in keyof Values as `${Prefix}:${Name & string}`]?: Values[Name];
};

type Own<Tag extends TagName> = Settable<Tag> &
  Omit<SettableAttributes<Tag>, keyof Settable<Tag>> &
  Prefixed<Settable<Tag>, 'prop'> &
  Prefixed<SettableAttributes<Tag>, 'attr'> &
  Prefixed<BooleanAttributes<Tag>, 'bool'> &
  Listeners<Tag, 'on:'> &
  Listeners<Tag, 'oncapture:'>;

/** What a tag takes in JSX. */
export type NoomProps<Tag extends TagName> = Own<Tag> & Omit<JSX.HTMLAttributes<ElementOf<Tag>>, keyof Own<Tag>>;

/** Every tag, with what it takes in JSX. */
export type NoomElements = { [Tag in TagName]: NoomProps<Tag> };

declare module 'solid-js' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- The name that Solid's types have for it.
  namespace JSX {
    interface IntrinsicElements extends NoomElements {}
  }
}
