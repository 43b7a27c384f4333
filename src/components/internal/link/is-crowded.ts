import type { CallSnapshot } from '../../../core/index.js';

/** From so many on, the server gathers who comes and goes too; nobody follows each of them. */
const MANY = 24;

/** Whether so many are in the room that those who come and go are told of together. */
export function isCrowded({ participants }: Pick<CallSnapshot, 'participants'>): boolean {
  return participants.length > MANY;
}
