import { renderToString } from 'vue/server-renderer';
import { createPage } from './create-page.js';

export const render = (searchParams) => renderToString(createPage(searchParams));
