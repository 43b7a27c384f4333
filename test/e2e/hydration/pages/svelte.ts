import { hydrate } from 'svelte';
import Page from './SveltePage.svelte';
import { start } from './page-props.js';

void start((props, into) => {
  hydrate(Page, { target: into, props });
});
