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
