import { Door } from '../../demo-server/door.js';
import { IceDesk } from '../../demo-server/ice-desk.js';
import { Metrics } from '../../demo-server/metrics.js';
import { Relay } from '../../demo-server/relay.js';
import { ResumeTickets, derivedTicketKey } from '../../demo-server/resume-tickets.js';
import { Rooms, type RoomsOptions } from '../../demo-server/rooms.js';
import type { Claims } from '../../demo-server/tokens.js';
import { FakeClock } from '../fakes/fake-clock.js';

/** A connection without a socket, and everything it was told. */
export interface Connection {
  relay: Relay;
  heard: string[];
  told: { name: string; payload: Record<string, unknown> }[];
  isConnected: boolean;
  /** Asks, and gives the answer. */
  request(name: string, payload?: object): Promise<Record<string, unknown>>;
}

/** Connections without sockets, so that what happens between two messages can be arranged to the microtask. */
export function createRelays(
  verifyToken: ((token: string | undefined) => Promise<Claims>) | null,
  options: Partial<RoomsOptions> = {},
): {
  clock: FakeClock;
  rooms: Rooms;
  connect: () => Connection;
} {
  const clock = new FakeClock();
  const now = (): number => clock.now();
  const sizes = { graceMs: 1000, maxParticipants: 4, maxWaiting: 4, maxRooms: 4 };
  let lastId = 0;
  const rooms = new Rooms({
    clock,
    createId: () => `p${String(++lastId)}`,
    hasOpenRoles: verifyToken === null,
    lobby: false,
    ...sizes,
    ...options,
  });
  const door = new Door({
    rooms,
    tickets: new ResumeTickets(derivedTicketKey('a secret'), now),
    verifyToken,
    joinLimit: { consume: () => Promise.resolve(true) },
    iceDesk: new IceDesk({ iceUrls: [], turnSecret: null, turnTtlS: 600 }, clock),
    metrics: new Metrics(),
    clock,
  });
  return {
    clock,
    rooms,
    connect() {
      const heard: string[] = [];
      const told: Connection['told'] = [];
      const outlet = {
        address: 'here',
        send: (name: string, payload: object) => {
          heard.push(name);
          told.push({ name, payload: { ...payload } });
        },
        close: () => void heard.push('closed'),
        drop: () => void heard.push('dropped'),
      };
      const connection: Connection = {
        heard,
        told,
        isConnected: true,
        async request(name, payload = {}) {
          let answer = {};
          await connection.relay.handleRequest(name, payload, (body) => (answer = body));
          return answer;
        },
        relay: new Relay({ outlet, isConnected: () => connection.isConnected }, { rooms, door, clock }),
      };
      return connection;
    },
  };
}
