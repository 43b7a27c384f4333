import { COLUMNS, testTags } from '../../contracts/tags/all-cases.js';

describe('every tag, when it goes somewhere else,', () => {
  testTags(COLUMNS.going);
});
