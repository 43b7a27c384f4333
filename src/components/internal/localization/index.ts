export { loadTexts, languageOf, pendingTexts, translate, type TextKey, type TextParams, type Texts } from './texts.js';
