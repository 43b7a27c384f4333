import type { LinkState } from '../../model/snapshot.js';
import { sentTrackOf, SOURCES } from '../../model/sources.js';
import { PlaneFacts } from '../../media/switch/plane-facts.js';
import type { MovingContext } from './moving-context.js';

/** What the first plane of a session was told until now, to tell it to another one. */
export function factsOf({ getSnapshot, getIceServers, takeParticipants }: MovingContext): PlaneFacts {
  const facts = new PlaneFacts();
  const { self } = getSnapshot();
  for (const source of SOURCES) facts.publish(source, sentTrackOf(self.sources, source), undefined);
  facts.handleAdmitted({ selfId: self.id, iceServers: getIceServers(), hintTakenBy: null });
  for (const { id, arrival, features } of takeParticipants()) facts.addParticipant(id, arrival, features);
  return facts;
}

/** The states of the links to the others, as they were reported. */
export function linksOf({ getSnapshot }: MovingContext): ReadonlyMap<string, LinkState> {
  const others = getSnapshot().participants.filter(({ isLocal }) => !isLocal);
  return new Map(others.map(({ id, connection }) => [id, connection]));
}
