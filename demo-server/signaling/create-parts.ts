import { randomUUID } from 'node:crypto';
import {
  Refusal,
  RoomServer,
  type CreateHandler,
  type MediaEngine,
  type VerifyToken,
} from '../../src/room-server/index.js';
import { isOwnAddress } from '../access/addresses.js';
import type { Vet } from '../cluster/carrier.js';
import type { Cluster } from '../cluster/cluster.js';
import { ConnectionGuard } from './connection-guard.js';
import { IceDesk } from '../ports/ice-desk.js';
import { KeptRecords } from '../state/kept-records.js';
import { createLimits } from '../ports/limits.js';
import { createEngine, watchEngine } from '../media/create-engine.js';
import type { Clock } from '../ops/clock.js';
import type { Logger } from '../ops/log.js';
import { Metrics } from '../ops/metrics.js';
import { RecordFiles } from '../state/record-files.js';
import { ResumeTickets, derivedTicketKey, idOfNonce, keptTicketKey } from '../ports/resume-tickets.js';
import type { SignalingParts } from './signaling-parts.js';
import type { Settings } from '../settings/settings.js';
import { StateDir } from '../state/state-dir.js';
import { verifyToken } from '../ports/tokens.js';

/** How often a server forgets what was kept and can no longer be asked for. */
const FORGET_MS = 30_000;

/** What the parts are made with, beside the settings. */
export interface GivenParts {
  logger: Logger;
  clock: Clock;
  cluster: Cluster | null;
  /** A media server in place of the one that the settings name; its owner closes it. */
  engine: MediaEngine | null;
}

/** Makes the parts of a server: what its connections share. */
export function createParts(settings: Settings, given: GivenParts, ownsServer: boolean): SignalingParts {
  const { logger, clock, cluster } = given;
  const now = (): number => clock.now();
  const { secret } = settings;
  const metrics = new Metrics();
  const limits = createLimits(settings, cluster?.createLimiter);
  const verify: VerifyToken | null =
    secret === null ? null : (token, room) => verifyToken(token, room, { secret, now: now() });
  const tickets = new ResumeTickets(ticketKey(settings, cluster), now);
  const records =
    cluster?.records ?? new KeptRecords({ ...settings, files: new RecordFiles(settings.stateDir), clock, logger });
  const liveKit = given.engine ? null : createEngine(settings, { clock, logger, tally: metrics });
  const engine = given.engine ?? liveKit;
  const server = new RoomServer({
    ...settings,
    moveMs: settings.mediaMoveS * 1000,
    addressShare: settings.addressSharePercent / 100,
    clock,
    ports: {
      verifyToken: verify,
      tickets,
      joinLimit: limits.joins,
      ice: new IceDesk(settings, clock),
      tally: metrics,
      records,
      createId: () => randomUUID(),
      idOf: idOfNonce,
      createLife: () => randomUUID(),
      engine,
      mediaTally: metrics,
      isShared: isOwnAddress,
    },
  });
  const { rooms, seating } = server;
  if (engine) watchEngine(metrics, engine, () => server.countRooms());
  const createLocal: CreateHandler = (visitor) => server.createHandler(visitor);
  const vet: Vet = async (room, join, address) => {
    const { token, resume } = join as { token?: unknown; resume?: unknown };
    if (!(await limits.claims.consume(address))) {
      throw new Refusal('rate-limited', 'Too many joins from this address; wait a minute and try again.');
    }
    if (!verify || (typeof resume === 'string' && tickets.read(resume, room) !== null)) return;
    await verify(typeof token === 'string' ? token : undefined, room);
  };
  const createHandler = cluster
    ? cluster.serve({ rooms, seating, createLocal, vet, maxRooms: settings.maxRooms, clock, logger })
    : createLocal;
  const seatsAwaitedAt = async (address: string): Promise<readonly string[]> => {
    const elsewhere = (await cluster?.seatsAwaitedAt(address)) ?? [];
    return [...new Set([...seating.awaitedAt(address), ...elsewhere])];
  };
  const seatIdOf: SignalingParts['seatIdOf'] = (room, resume, nonce) =>
    tickets.read(resume, room)?.id ?? (nonce === undefined ? null : idOfNonce(room, nonce));
  const guard = new ConnectionGuard({ clock, logger, ownsServer });
  let cancelForgetting: () => void;
  const forgetNowAndThen = (): void => {
    cancelForgetting = clock.after(FORGET_MS, () => {
      server.forgetOld();
      forgetNowAndThen();
    });
  };
  forgetNowAndThen();
  const release = (): void => {
    cancelForgetting();
    server.close();
    void liveKit?.close();
    records.close();
  };
  return {
    settings,
    rooms,
    createHandler,
    seatsAwaitedAt,
    seatIdOf,
    limits,
    guard,
    metrics,
    engine,
    drainMedia: () => liveKit?.drain(),
    clock,
    logger,
    release,
  };
}

/** The key that tickets are signed with: the same for every process of a server, and before and after a restart. */
function ticketKey({ secret, stateDir }: Settings, cluster: Cluster | null): Buffer {
  if (secret !== null) return derivedTicketKey(secret);
  return cluster ? cluster.ticketKey : keptTicketKey(new StateDir(stateDir));
}
