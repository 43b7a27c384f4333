import type { Socket } from 'socket.io';
import type { Admission } from '../../src/protocol/protocol.js';
import { Refusal, RequestLanes, isRelayed, type Outlet } from '../../src/room-server/index.js';
import { clientAddress } from '../access/addresses.js';
import type { Connection } from './outbox.js';
import { RETURN_MS, type Gate } from './gate.js';
import type { SignalingParts } from './signaling-parts.js';
import { toRefusal } from '../ops/to-refusal.js';

/**
 * A connection of which so many requests wait for their turn is closed: twice as many as the limits let through at once,
 * each of up to 64 KiB.
 */
const MAX_WAITING_REQUESTS = 1000;

/** Connections with a socket that is being served. */
const served = new WeakSet<Connection>();

/**
 * Serves one socket: answers every request in its lane, and calls every ack. A connection has one socket and ends with
 * it, so that a new start needs a new connection.
 */
export function serveSocket(socket: Socket, parts: SignalingParts, gate: Gate): void {
  const { settings, createHandler, seatIdOf, limits, guard, metrics, clock, logger } = parts;
  guard.watch(socket.conn);
  if (served.has(socket.conn)) {
    // Requested twice at once: the library accepts both.
    socket.conn.close(true);
    return;
  }
  served.add(socket.conn);
  const outlet: Outlet = {
    address: clientAddress(socket.request, settings.trustProxyHops),
    send: (name, payload) => {
      socket.emit(name, payload);
      handleTold(name, payload);
    },
    close: () => {
      socket.disconnect(true);
    },
    drop: () => {
      socket.conn.close();
    },
  };
  const handler = createHandler({ outlet, isConnected: () => socket.connected });
  logger.debug({ address: outlet.address }, 'connected');

  let stopAwaitingJoin: () => void = () => undefined;
  /** Closes the connection when it stays without a place in a room or its lobby. */
  const awaitJoin = (): void => {
    stopAwaitingJoin();
    // Left or was denied, and is disconnected already.
    if (!socket.connected) return;
    const patienceMs = gate.isReturning(socket.request) ? RETURN_MS : settings.idleSocketS * 1000;
    stopAwaitingJoin = clock.after(patienceMs, () => {
      logger.debug({ address: outlet.address }, 'closed because it did not join');
      socket.conn.close();
    });
  };
  awaitJoin();

  const logJoined = (admission: object): void => {
    logger.info({ participant: (admission as Admission).self.id }, 'joined');
  };

  // By connection, and by its seat: a seat moves from one connection to the next.
  const keys = [connectionKey(socket.conn)];
  const handleSeated = (admission: object): void => {
    keys[1] = `seat:${(admission as Admission).self.id}`;
    logJoined(admission);
  };

  const handleDone = (name: string, body: object): void => {
    if (isRelayed(name)) metrics.countRelayed(name);
    if ('self' in body) handleSeated(body);
    if (name === 'room:join') {
      stopAwaitingJoin();
      gate.handleReturned(socket.request);
    }
    if (name === 'room:leave') awaitJoin();
  };

  const handleTold = (name: string, payload: object): void => {
    if (name === 'lobby:admitted') handleSeated(payload);
    if (name === 'lobby:denied') awaitJoin();
  };

  /** A connection that was let through for a kept seat gets that seat, and nothing else. */
  const checkReturn = async (payload: unknown): Promise<void> => {
    if (!gate.isReturning(socket.request)) return;
    const { room, resume, nonce } = (payload ?? {}) as Record<string, unknown>;
    const id = typeof room === 'string' ? seatIdOf(room, textOf(resume), textOf(nonce)) : null;
    if (id !== null && (await gate.isAwaited(socket.request, id))) return;
    throw new Refusal('rate-limited', 'Too many connections from this address; wait a minute and try again.');
  };

  const refuse = async (thrown: unknown, acknowledge: (ack: object) => void): Promise<void> => {
    const refusal = toRefusal(thrown, logger);
    metrics.countRefusal(refusal.code);
    logger.debug({ address: outlet.address, code: refusal.code }, 'request refused');
    acknowledge({ ok: false, error: { code: refusal.code, message: refusal.message } });
    // Refusing has a cost too: a flood is cut off, and its seat, if any, is kept as after any lost connection.
    if (refusal.code !== 'rate-limited' || (await limits.refusals.consume(connectionKey(socket.conn)))) return;
    socket.disconnect(true);
  };

  /** Counts by all limiters, also when one of them refuses. */
  const isWithinLimits = async (name: string): Promise<boolean> => {
    const own = limits.requestsByName.get(name);
    const limiters = own === undefined ? [limits.requests] : [limits.requests, own];
    const verdicts = limiters.flatMap((limiter) => keys.map((key) => limiter.consume(key)));
    return (await Promise.all(verdicts)).every((isWithin) => isWithin);
  };

  const lanes = new RequestLanes();

  socket.onAny((given: unknown, ...args: unknown[]) => {
    if (lanes.count >= MAX_WAITING_REQUESTS) {
      socket.disconnect(true);
      return;
    }
    const name = String(given);
    const last = args.at(-1);
    const acknowledge = typeof last === 'function' ? (args.pop(), last as (ack: object) => void) : () => undefined;
    // Counted on arrival, not when its turn comes.
    const isWithin = isWithinLimits(name);
    lanes.run(name, async () => {
      try {
        if (!(await isWithin)) throw new Refusal('rate-limited', 'Too much at once; wait a moment.');
        if (name === 'room:join') await checkReturn(args[0]);
        await handler.handleRequest(name, args[0], (body) => {
          handleDone(name, body);
          acknowledge({ ok: true, ...body });
        });
      } catch (thrown) {
        await refuse(thrown, acknowledge);
      }
    });
  });
  socket.on('disconnect', (reason) => {
    stopAwaitingJoin();
    logger.debug({ address: outlet.address, reason }, 'disconnected');
    served.delete(socket.conn);
    if (!hasOtherNamespaces(socket)) socket.conn.close();
    // Not within what ended the connection, which may be giving its seat to another one.
    queueMicrotask(() => {
      lanes.end(() => {
        handler.handleLost();
      });
    });
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The key that limits count a connection by. */
function connectionKey(connection: Connection): string {
  return `connection:${(connection as unknown as { id: string }).id}`;
}

/** Whether the same connection is also in a namespace of the application. */
function hasOtherNamespaces({ client }: Socket): boolean {
  return (client as unknown as { sockets: ReadonlyMap<string, Socket> }).sockets.size > 0;
}
