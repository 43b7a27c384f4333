export { awayStyles, renderAway } from './away-notice.js';
export { isAway, setPip } from './picture-in-picture.js';
export { hasPip } from './pip-support.js';
