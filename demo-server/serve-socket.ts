import type { Socket } from 'socket.io';
import { clientAddress } from './addresses.js';
import type { Clock } from './clock.js';
import type { Door } from './door.js';
import { RateLimiter } from './limits.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import { Refusal } from './refusal.js';
import { Relay } from './relay.js';
import type { Rooms } from './rooms.js';
import type { Outlet } from './seat.js';
import type { Settings } from './settings.js';

/** What the signaling of one server is made of. */
export interface SignalingParts {
  settings: Settings;
  rooms: Rooms;
  door: Door;
  metrics: Metrics;
  clock: Clock;
  log: Log;
}

const MINUTE_MS = 60_000;
/** Joining a full room sends hundreds of candidates in a second or two, and then hardly anything for minutes. */
const BURST_S = 10;

/** Answers one socket: every request in its order, every ack called, whatever comes. */
export function serveSocket(socket: Socket, { settings, rooms, door, metrics, clock, log }: SignalingParts): void {
  const now = (): number => clock.now();
  const burst = { count: settings.requestsPerSecond * BURST_S, perMs: BURST_S * 1000 };
  const requestLimit = new RateLimiter(burst, now);
  const patience = new RateLimiter(burst, now);
  const outlet: Outlet = {
    address: clientAddress(socket.request, settings.trustProxyHops),
    send: (name, payload) => {
      socket.emit(name, payload);
    },
    close: () => {
      socket.disconnect(true);
    },
  };
  const visitor = { outlet, isConnected: () => socket.connected };
  const chatLimit = new RateLimiter({ count: settings.chatsPerMinute, perMs: MINUTE_MS }, now);
  const relay = new Relay(visitor, { rooms, door, chatLimit, clock });

  const refuse = (thrown: unknown, acknowledge: (ack: object) => void): void => {
    const refusal = thrown instanceof Refusal ? thrown : new Refusal('internal', 'The server failed; try again.');
    if (refusal !== thrown) {
      log('error', 'request failed', { error: thrown instanceof Error ? thrown.stack : String(thrown) });
    }
    metrics.countRefusal(refusal.code);
    log('debug', 'request refused', { code: refusal.code });
    acknowledge({ ok: false, error: { code: refusal.code, message: refusal.message } });
  };

  // One at a time: a message sent right after `room:join` must not overtake it while its token is being checked.
  let previous = Promise.resolve();
  const enqueue = (task: () => Promise<void> | void): void => {
    previous = previous.then(task);
  };

  socket.onAny((name: unknown, ...args: unknown[]) => {
    const last = args.at(-1);
    const acknowledge = typeof last === 'function' ? (args.pop(), last as (ack: object) => void) : () => undefined;
    if (!requestLimit.take()) {
      // Even refusing costs: a flood is cut off, and its seat, if it has one, is kept like that of any lost connection.
      if (!patience.take()) socket.disconnect(true);
      refuse(new Refusal('rate-limited', 'Too many requests; wait a moment.'), acknowledge);
      return;
    }
    enqueue(async () => {
      try {
        await relay.handleRequest(String(name), args[0], (body) => {
          acknowledge({ ok: true, ...body });
        });
      } catch (thrown) {
        refuse(thrown, acknowledge);
      }
    });
  });
  socket.on('disconnect', () => {
    enqueue(() => {
      relay.handleLost();
    });
  });
}
