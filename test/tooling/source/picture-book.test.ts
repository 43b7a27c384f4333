import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { PNG } from 'pngjs';
import { afterwards } from '../../harness/afterwards.js';
import { PictureBook } from '../../stories/picture-book.js';

const SIDE = 500;

/** A white picture with a black square in it. */
function draw(squareSide: number, side = SIDE): Uint8Array {
  const picture = new PNG({ width: side, height: side });
  picture.data.fill(255);
  for (let y = 0; y < squareSide; y += 1)
    for (let x = 0; x < squareSide; x += 1) picture.data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
  return PNG.sync.write(picture);
}

/** Opens a book of one recorded picture, `tea`, with a square of 100 pixels, recorded by version 150. */
function record(t: TestContext): { differences: string; open: (version: string) => PictureBook } {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  afterwards(t, () => {
    rmSync(folder, { recursive: true });
  });
  const [pictures, differences] = [join(folder, 'pictures'), join(folder, 'differences')];
  const book = new PictureBook({ pictures, differences, version: '150', isRenewing: true });
  assert.equal(book.objection('tea', draw(100)), null);
  assert.match(book.note ?? '', /anew/);
  return { differences, open: (version) => new PictureBook({ pictures, differences, version }) };
}

test('the same picture passes, and nothing is written', (t) => {
  const { differences, open } = record(t);
  const book = open('150');
  assert.equal(book.objection('tea', draw(100)), null);
  assert.equal(book.note, null);
  assert.equal(existsSync(differences), false);
});

test('a picture that lacks an icon fails, and what differs is written to a folder', (t) => {
  const { differences, open } = record(t);
  assert.match(open('150').objection('tea', draw(98)) ?? '', /396 pixels differ, and 75 may/);
  assert.deepEqual(readdirSync(differences).sort(), ['tea.difference.png', 'tea.found.png']);
  // What differed the last time is not shown again.
  open('150');
  assert.equal(existsSync(differences), false);
});

test('another version of the browser is compared too, with more tolerance, and that is said', (t) => {
  const { open } = record(t);
  const book = open('151');
  assert.match(book.note ?? '', /151 is not the recorded 150: up to 1 %/);
  assert.equal(book.objection('tea', draw(98)), null);
  assert.match(book.objection('tea', draw(80)) ?? '', /3600 pixels differ, and 2500 may/);
});

test('a picture of another size, and one that was never recorded, fail', (t) => {
  const { differences, open } = record(t);
  const book = open('150');
  assert.match(book.objection('tea', draw(100, SIDE + 1)) ?? '', /501 × 501/);
  assert.match(book.objection('coffee', draw(100)) ?? '', /no recorded picture/);
  assert.deepEqual(readdirSync(differences).sort(), ['coffee.found.png', 'tea.found.png']);
});
