import { roomParts } from '../../../../src/components/internal/lazy/parts.js';
import { picturesFirst } from '../../../../src/components/internal/lazy/pictures-first.js';
import type { CallController } from '../../../../src/core/index.js';
import { settled } from './settled.js';

/** Resolves when tags have drawn what they load after the first pictures of a call, too, and all of it is laid out. */
export async function drawnWhole(call: CallController | null = null): Promise<void> {
  // As they do it, and behind them.
  await picturesFirst(() => call);
  await roomParts.load();
  await settled(5);
}
