export { menuStyles } from './menu.styles.js';
export { renderMenu, type MenuItem } from './menu.js';
