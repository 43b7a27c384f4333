/**
 * The tags for Svelte: `import type {} from 'noom-elements/svelte'`, for example in `app.d.ts`. There is no code.
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { ElementOf, Listeners, Settable, SettableAttributes, TagName } from './props.js';

type Own<Tag extends TagName> = Settable<Tag> &
  Omit<SettableAttributes<Tag>, keyof Settable<Tag>> &
  Listeners<Tag, 'on'> &
  Listeners<Tag, 'on', 'capture'> &
  Listeners<Tag, 'on:'>;

/** What a tag takes in a template. */
export type NoomProps<Tag extends TagName> = Own<Tag> & Omit<HTMLAttributes<ElementOf<Tag>>, keyof Own<Tag>>;

/** Every tag, with what it takes in a template. */
export type NoomElements = { [Tag in TagName]: NoomProps<Tag> };

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends NoomElements {}
}
