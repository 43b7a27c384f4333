import type { NoomRoom } from '../../../src/index.js';
import type { Guest } from '../../e2e/guest.js';
import type { NatKind } from './nat-kinds.js';

/** How a side's media leave it: directly, or to its TURN server over one of the transports. */
const ROUTES = ['direct', 'relay over UDP', 'relay over TCP', 'relay over TLS'] as const;

export type Route = (typeof ROUTES)[number];

/** Routers between which a call takes that way. */
export const PAIR_FOR: Readonly<Record<Route, readonly [NatKind, NatKind]>> = {
  direct: ['cone', 'cone'],
  'relay over UDP': ['symmetric', 'symmetric'],
  'relay over TCP': ['UDP blocked', 'cone'],
  'relay over TLS': ['only TCP 443', 'cone'],
};

/** What the statistics say of the selected pair of candidates (W3C webrtc-stats). */
interface Entry {
  id: string;
  type: string;
  selectedCandidatePairId?: string;
  localCandidateId?: string;
  candidateType?: string;
  relayProtocol?: string;
}

/**
 * How the only other participant is reached: of the two sides' ways the one that takes more, as one side may be relayed
 * and the other send straight to that relay.
 */
export async function routeBetween(guests: readonly [Guest, Guest]): Promise<Route | null> {
  const routes = await Promise.all(guests.map(routeOf));
  if (routes.includes(null)) return null;
  return ROUTES.findLast((route) => routes.includes(route)) ?? null;
}

async function routeOf({ page }: Guest): Promise<Route | null> {
  const entries = (await page.evaluate(async () => {
    const { call } = document.querySelector('noom-room') as unknown as NoomRoom;
    const { participants } = await call.getReport({ addresses: true });
    return participants.find(({ isLocal }) => !isLocal)?.stats ?? [];
  })) as Entry[];
  const named = (id: string | undefined): Entry | undefined => entries.find((entry) => entry.id === id);
  const transport = entries.find(({ type }) => type === 'transport');
  const local = named(named(transport?.selectedCandidatePairId)?.localCandidateId);
  if (local === undefined) return null;
  if (local.candidateType !== 'relay') return 'direct';
  return ROUTES.find((route) => route === `relay over ${String(local.relayProtocol).toUpperCase()}`) ?? null;
}
