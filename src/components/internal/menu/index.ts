export { menuStyles } from './menu.styles.js';
export { closeMenuOf, renderMenu, renderMenuBox, type MenuItem } from './menu.js';
