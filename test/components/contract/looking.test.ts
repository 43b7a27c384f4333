import { COLUMNS, testTags } from '../../contracts/tags/all-cases.js';

describe('every tag, whatever the page looks like,', () => {
  testTags(COLUMNS.looking);
});
