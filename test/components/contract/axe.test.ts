import { COLUMNS, testTags } from '../../contracts/tags/all-cases.js';

describe('every tag, as axe sees it,', () => {
  testTags(COLUMNS.axe);
});
