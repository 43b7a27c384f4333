import type { CallSnapshot } from '../../../core/index.js';

/** Whether the local participant is the only host of others in the call. */
export function isOnlyHost({ state, self, participants }: CallSnapshot): boolean {
  const isIn = state === 'joined' || state === 'reconnecting';
  return (
    isIn && participants.length > 1 && participants.every(({ id, role }) => (role === 'host') === (id === self.id))
  );
}
