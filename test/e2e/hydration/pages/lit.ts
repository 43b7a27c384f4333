import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import { hydrate } from '@lit-labs/ssr-client';
import { page } from './lit-page.js';
import { start } from './page-props.js';

void start((props, into) => {
  hydrate(page(props), into);
});
