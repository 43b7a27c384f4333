import { expect } from '@open-wc/testing';
import type axe from 'axe-core';
import 'axe-core/axe.min.js';
import { settled } from './settled.js';

/** The rules that look at colours; the others take half of the time or more. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** Nothing an automatic check finds is wrong with what is on the page now; `what` that is, for the message. */
export function expectAccessible(context: Element, what?: string): Promise<void> {
  return expectNoViolation(context, what, {});
}

/** The same of the colours alone, where nothing else has changed since it was checked. */
export function expectReadable(context: Element, what?: string): Promise<void> {
  return expectNoViolation(context, what, { runOnly: OF_COLOURS });
}

async function expectNoViolation(context: Element, what: string | undefined, options: axe.RunOptions): Promise<void> {
  // What is still fading in has no contrast yet.
  await settled(2);
  const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(context, {
    ...options,
    resultTypes: ['violations'],
  });
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => JSON.stringify(target)).join(', ')}`,
  );
  expect(found, what).to.deep.equal([]);
}
