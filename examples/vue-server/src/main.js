import { createPage } from './create-page.js';

createPage(new URLSearchParams(location.search)).mount('main');
