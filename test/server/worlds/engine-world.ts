import { randomUUID } from 'node:crypto';
import { IceDesk } from '../../../demo-server/ports/ice-desk.js';
import { Metrics } from '../../../demo-server/ops/metrics.js';
import { ResumeTickets, derivedTicketKey, idOfNonce } from '../../../demo-server/ports/resume-tickets.js';
import {
  Refusal,
  RequestLanes,
  RoomServer,
  type Claims,
  type CreateHandler,
  type MediaEngine,
  type MediaTally,
  type RequestHandler,
  type RoomLimits,
  type RoomRecords,
  type Rooms,
} from '../../../src/room-server/index.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

/** A connection without a socket, with all events sent to it. */
export interface Connection {
  handler: RequestHandler;
  heard: string[];
  told: { name: string; payload: Record<string, unknown> }[];
  isConnected: boolean;
  /** Sends a request, whatever its lane, and returns the answer. */
  request(name: string, payload?: object): Promise<Record<string, unknown>>;
  /** Sends a request as over a socket, in its lane; `answers` has what became of it. */
  send(name: string, payload?: object): void;
  /** The connection is lost, as over a socket. */
  lose(): void;
  /** The name of each request that was sent in its lane and is answered: with the code, when it was refused. */
  answers: string[];
}

/** Options of an engine, beside how it reads tokens. */
export interface EngineOptions extends Partial<RoomLimits> {
  records?: RoomRecords;
  clock?: FakeClock;
  /** The media server; without one, rooms stay a mesh. */
  media?: MediaEngine;
  mediaTally?: MediaTally;
}

/** Connections without sockets, so that what happens between two messages can be arranged to the microtask. */
export function createEngine(
  verifyToken: ((token: string | undefined) => Promise<Claims>) | null,
  { records, clock = new FakeClock(), media, mediaTally, ...limits }: EngineOptions = {},
): {
  clock: FakeClock;
  rooms: Rooms;
  server: RoomServer;
  createHandler: CreateHandler;
  connect: () => Connection;
} {
  const sizes = { graceMs: 1000, maxParticipants: 4, maxWaiting: 4, maxRooms: 4, addressShare: 1, lobby: false };
  let lastId = 0;
  const server = new RoomServer({
    ...sizes,
    ...limits,
    clock,
    ports: {
      verifyToken,
      tickets: new ResumeTickets(derivedTicketKey('a secret'), () => clock.now()),
      joinLimit: { consume: () => Promise.resolve(true) },
      ice: new IceDesk({ iceUrls: [], turnSecret: null, turnTtlS: 600 }, clock),
      tally: new Metrics(),
      records: records ?? { find: () => null, save: () => undefined, forget: () => undefined },
      engine: media ?? null,
      ...(mediaTally && { mediaTally }),
      isShared: () => false,
      createId: () => `p${String(++lastId)}`,
      idOf: idOfNonce,
      createLife: () => randomUUID(),
    },
  });
  return {
    clock,
    rooms: server.rooms,
    server,
    createHandler: (visitor) => server.createHandler(visitor),
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
        ...inLanes(() => connection),
        async request(name, payload = {}) {
          let answer = {};
          await connection.handler.handleRequest(name, payload, (body) => (answer = body));
          return answer;
        },
        handler: server.createHandler({ outlet, isConnected: () => connection.isConnected }),
      };
      return connection;
    },
  };
}

/** What a front does for the handler of one connection. */
export function inLanes(
  connection: () => { handler: RequestHandler; isConnected: boolean },
): Pick<Connection, 'send' | 'lose' | 'answers'> {
  const lanes = new RequestLanes();
  const answers: string[] = [];
  return {
    answers,
    send(name, payload = {}) {
      lanes.run(name, async () => {
        try {
          await connection().handler.handleRequest(name, payload, () => answers.push(name));
        } catch (refusal) {
          answers.push(`${name} ${refusal instanceof Refusal ? refusal.code : String(refusal)}`);
        }
      });
    },
    lose() {
      connection().isConnected = false;
      lanes.end(() => connection().handler.handleLost());
    },
  };
}
