import { start } from './page-props.js';
import { createPage } from './vue-page.js';

void start((props, into) => {
  createPage(props).mount(into);
});
