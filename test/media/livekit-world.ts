import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { LiveKitEngine, type LiveKitEngineOptions } from '../../demo-server/media/livekit/livekit-engine.js';
import type { LogFields, Logger } from '../../demo-server/ops/log.js';
import { hurriedClock } from '../fakes/browser/hurried-clock.js';
import { afterwards } from '../harness/afterwards.js';
import {
  LIVEKIT_KEY,
  startLiveKit,
  whereLiveKit,
  type LiveKitOptions,
  type LiveKitProcess,
} from '../harness/server/start-livekit.js';

const { reason } = whereLiveKit();
if (reason !== undefined) console.error(`LiveKit was NOT tested: ${reason}.`);
/** Why tests with the real LiveKit are skipped here. */
export const SKIP: string | false = reason ?? false;

/** A participant, as LiveKit's own answers have them. */
export interface Inside {
  identity: string;
  permission: {
    can_subscribe: boolean;
    can_publish: boolean;
    can_publish_data: boolean;
    can_publish_sources: string[];
  };
  tracks: { sid: string; source: string; muted: boolean }[];
}

/** An engine whose time passes faster, and all that it has told and logged. */
export interface EngineWorld {
  engine: LiveKitEngine;
  /** The changes that it told: `lost`, or `lost <id>` for one room. */
  told: string[];
  /** What it logged, as text. */
  log: string[];
  putOut: () => number;
}

/** Starts LiveKit for one test. */
export async function livekit(t: TestContext, options: LiveKitOptions = {}): Promise<LiveKitProcess> {
  const server = await startLiveKit(options);
  afterwards(t, () => server.stop());
  return server;
}

/** An engine for one test. */
export function engineAt(
  t: TestContext,
  { url, apiUrl }: { url: string; apiUrl: string },
  more: Partial<LiveKitEngineOptions> = {},
): EngineWorld {
  const log: string[] = [];
  const note = (fields: LogFields, message: string): void => void log.push(`${message} ${JSON.stringify(fields)}`);
  const logger: Logger = { error: note, warn: note, info: note, debug: note };
  let count = 0;
  const tally = { countPutOut: (more: number) => void (count += more) };
  const engine = new LiveKitEngine({
    url,
    apiUrl,
    ...LIVEKIT_KEY,
    ownIce: false,
    clock: hurriedClock,
    logger,
    tally,
    ...more,
  });
  afterwards(t, () => engine.close());
  const told: string[] = [];
  engine.listen((change, id) => told.push(id === undefined ? change : `${change} ${id}`));
  return { engine, told, log, putOut: () => count };
}

/** The same, once it is up and has told that. */
export async function engineUp(...args: Parameters<typeof engineAt>): Promise<EngineWorld> {
  const world = engineAt(...args);
  await until(() => world.engine.isUp);
  world.told.length = 0;
  return world;
}

/** What answers in LiveKit's place. */
export async function impostor(
  t: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; apiUrl: string }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(t, () => {
    server.closeAllConnections();
    server.close();
  });
  const at = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { url: `ws://${at}`, apiUrl: `http://${at}` };
}

/** Resolves once something holds; a test that waits in vain fails by its own limit. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(20);
}

/** A token that another program signed, which has the key. */
export async function foreignToken(identity: string, video: object, more: object = {}): Promise<string> {
  return await new SignJWT({ video, ...more })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(LIVEKIT_KEY.apiKey)
    .setSubject(identity)
    .setExpirationTime('2m')
    .sign(new TextEncoder().encode(LIVEKIT_KEY.apiSecret));
}

/** Asks LiveKit itself, without the engine. */
export async function ask(apiUrl: string, name: string, body: object, grant: object): Promise<unknown> {
  const response = await fetch(`${apiUrl}/twirp/livekit.RoomService/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await foreignToken('tester', grant)}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return await response.json();
}

/** Who is in a room, by LiveKit's own word. */
export async function inside(apiUrl: string, room: string): Promise<Inside[]> {
  const answer = await ask(apiUrl, 'ListParticipants', { room }, { roomAdmin: true, room });
  return (answer as { participants?: Inside[] }).participants ?? [];
}

/** The names of LiveKit's rooms. */
export async function roomsOf(apiUrl: string): Promise<string[]> {
  const answer = await ask(apiUrl, 'ListRooms', {}, { roomList: true });
  return (answer as { rooms: { name: string }[] }).rooms.map(({ name }) => name);
}
