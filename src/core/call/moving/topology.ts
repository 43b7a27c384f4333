import type { MovingContext } from './moving-context.js';
import type { CallContext } from '../../model/call-context.js';
import { createCallEvent } from '../../model/events.js';
import type { Topology } from '../../../protocol/protocol.js';

/** Shows how media travels from now on, and tells it if that is another way than before. */
export function tellTopology(
  { getSnapshot, apply, tell }: CallContext,
  from: Topology,
  to: Topology,
  ms: number,
): void {
  const { topology, room: name, startedAt, locked, lobby, spotlightId } = getSnapshot();
  if (from === to || name === null || startedAt === null) return;
  // The server tells it too, before or after.
  if (topology !== to) apply({ type: 'room', room: { name, locked, lobby, spotlightId, startedAt, topology: to } });
  tell(createCallEvent('noom-topology-changed', { from, to, ms: Math.round(ms) }));
}

/** Tells the server that the media of an epoch cannot be reached, or are too much for this page. */
export function reportProblem({ seat }: MovingContext, epoch: number, problem: 'unreachable' | 'overloaded'): void {
  seat.request('media:report', { epoch, problem }).catch(() => {
    // The move is over, or the room was left.
  });
}
