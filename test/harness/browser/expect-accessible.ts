import { expect } from '@open-wc/testing';
import type axe from 'axe-core';
import 'axe-core/axe.min.js';
import { settled } from './settled.js';

/** Nothing an automatic check finds is wrong with what is on the page now; `what` that is, for the message. */
export async function expectAccessible(context: Element, what?: string): Promise<void> {
  // What is still fading in has no contrast yet.
  await settled(2);
  const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(context, {
    resultTypes: ['violations'],
  });
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => JSON.stringify(target)).join(', ')}`,
  );
  expect(found, what).to.deep.equal([]);
}
