/**
 * The tags for Vue: `import type {} from 'noom-elements/vue'`. There is no code. Misspelled names are found with
 * `strictTemplates` in `vueCompilerOptions`.
 */
import type { HTMLAttributes, PublicProps } from 'vue';
import type {} from 'vue/jsx-runtime';
import type { ElementOf, EventsOfTag, Settable, SettableAttributes, TagName } from './props.js';

/** `noom-left` as `onNoomLeft`. */
type HandlerName<Name extends string> = `on${CamelCase<`-${Name}`>}`;
type CamelCase<Name extends string> = Name extends `${infer Before}-${infer After}`
  ? `${Before}${CamelCase<Capitalize<After>>}`
  : Name;

type Handlers<Tag extends TagName> = {
  [Name in keyof EventsOfTag<Tag> & string as HandlerName<Name>]?: (event: EventsOfTag<Tag>[Name]) => void;
};

type Own<Tag extends TagName> = Settable<Tag> & Omit<SettableAttributes<Tag>, keyof Settable<Tag>> & Handlers<Tag>;

/** What a tag takes in a template or in JSX. */
export type NoomProps<Tag extends TagName> = Own<Tag> &
  Omit<HTMLAttributes, keyof Own<Tag>> &
  PublicProps & { slot?: string };

/** A tag as templates see it: its props, and the element that a `ref` gives. */
export type NoomComponent<Tag extends TagName> = new () => ElementOf<Tag> & { readonly $props: NoomProps<Tag> };

/** Every tag, as templates see it. */
export type NoomComponents = { [Tag in TagName]: NoomComponent<Tag> };

/** Every tag, with what it takes in JSX. */
export type NoomElements = { [Tag in TagName]: NoomProps<Tag> };

declare module 'vue' {
  interface GlobalComponents extends NoomComponents {}
}

declare module 'vue/jsx-runtime' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- The name that Vue's types have for it.
  namespace JSX {
    interface IntrinsicElements extends NoomElements {}
  }
}
