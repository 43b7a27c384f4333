export { menuStyles } from './menu.styles.js';
export { followButton } from './place-menu.js';
export { closeMenuOf, renderMenu, renderMenuBox, type MenuItem } from './menu.js';
