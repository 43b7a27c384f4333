import { toCallError } from '../base/errors.js';
import type { DataFate } from './data-path.js';

/**
 * Sends to each of these participants, and returns what became of it. Those who cannot be reached are not waited for: they may leave
 * before they can be.
 * @throws what sending to a participant who can be reached throws, unless they have left.
 */
export async function sendToEach(
  ids: readonly string[],
  canSend: (id: string) => boolean,
  send: (id: string) => Promise<unknown>,
): Promise<ReadonlyMap<string, DataFate>> {
  const fates = ids.map(async (id): Promise<[string, DataFate]> => {
    const isReachable = canSend(id);
    const sending = send(id);
    if (!isReachable) {
      sending.catch(() => undefined);
      return [id, 'unreachable'];
    }
    try {
      await sending;
      return [id, 'handed-over'];
    } catch (error) {
      // A participant who leaves meanwhile is no failure.
      if (toCallError(error).code !== 'not-allowed') throw error;
      return [id, 'unreachable'];
    }
  });
  return new Map(await Promise.all(fates));
}
