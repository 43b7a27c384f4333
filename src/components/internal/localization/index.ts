export {
  languageOf,
  lateTexts,
  loadTexts,
  pendingTexts,
  translate,
  withTexts,
  type TextKey,
  type TextParams,
  type Texts,
} from './texts.js';
