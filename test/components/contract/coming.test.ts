import { expect } from '@open-wc/testing';
import { COLUMNS, testTags } from '../../contracts/tags/all-cases.js';
import { TAG_CLASSES } from '../../contracts/tags/tag-classes.js';
import { TAGS } from '../../contracts/tags/tags.js';

describe('every tag, when it comes into a page,', () => {
  it('is in the table', () => {
    expect(TAGS.map(({ name }) => name)).to.have.members([...TAG_CLASSES.keys()]);
  });

  testTags(COLUMNS.coming);
});
