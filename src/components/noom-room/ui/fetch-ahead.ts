import { chatParts, prejoinParts, roomParts } from '../../internal/lazy/parts.js';
import { idle } from './idle.js';

let hasBegun = false;

/**
 * What a call fetches on demand, fetched as soon as there is nothing better to do: it is there when it is wanted, and when the
 * network is not. What cannot be fetched now is fetched when it is wanted.
 */
export function fetchAhead(): void {
  if (hasBegun) return;
  hasBegun = true;
  void idle().then(() => {
    for (const part of [roomParts, chatParts, prejoinParts]) part.prefetch();
  });
}
