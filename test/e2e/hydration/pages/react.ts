import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { start } from './page-props.js';
import { Page } from './react-page.js';

void start((props, into) => {
  hydrateRoot(into, createElement(Page, props));
});
