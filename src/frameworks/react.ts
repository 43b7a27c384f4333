/**
 * The tags for React 19, in JSX: `import type {} from 'noom-elements/react'`. There is no code. JSX looks at names with
 * dashes only where it knows them: write `signalingUrl`, whose misspelling is found, rather than `signaling-url`.
 */
import type { HTMLAttributes, RefAttributes } from 'react';
import type { ElementOf, Listeners, Settable, SettableAttributes, TagName } from './props.js';

interface TagStyle {
  style?: (HTMLAttributes<HTMLElement>['style'] & Record<`--noom-${string}`, string | number>) | undefined;
}

type Own<Tag extends TagName> = Settable<Tag> &
  Omit<SettableAttributes<Tag>, keyof Settable<Tag>> &
  Listeners<Tag, 'on'> &
  Listeners<Tag, 'on', 'Capture'> &
  TagStyle;

/** What a tag takes in JSX. */
export type NoomProps<Tag extends TagName> = Own<Tag> &
  Omit<HTMLAttributes<ElementOf<Tag>>, keyof Own<Tag>> &
  RefAttributes<ElementOf<Tag>>;

/** Every tag, with what it takes in JSX. */
export type NoomElements = { [Tag in TagName]: NoomProps<Tag> };

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- The name that React's types have for it.
  namespace JSX {
    interface IntrinsicElements extends NoomElements {}
  }
}
