import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESLint } from 'eslint';

const eslint = new ESLint();

/** The house rules that `code` breaks when it stands in the file at `path`, which has to exist. */
async function broken(path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: path });
  const house =
    /^(noom\/|no-restricted-(syntax|globals)$|no-console$|@typescript-eslint\/no-(explicit-any|non-null-assertion)$)/;
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? 'does not parse').filter((rule) => house.test(rule));
}

const TAG = 'src/components/noom-video/noom-video.element.ts';
const PART = 'src/core/media/mesh/peer-link.ts';
const CHAT = 'src/core/chat/chat-log.ts';
const SERVER = 'demo-server/signaling/signaling.ts';
const ENGINE = 'src/room-server/rooms/rooms.ts';
const FEATURE = 'src/core/features/chat.ts';
const MEMORY = 'src/testing/memory/memory-signaling.ts';
const BORDERS = 'noom/import-borders';

const refused: [what: string, path: string, code: string, rule: string][] = [
  ['a tag that goes past the door of the core', TAG, "import '../../core/base/store.js';", BORDERS],
  ['a tag that imports from the core on demand', TAG, "void import('../../core/base/store.js');", BORDERS],
  [
    'a tag that knows a type from behind the door',
    TAG,
    "export type { Store } from '../../core/base/store.js';",
    BORDERS,
  ],
  ['a tag that makes a call', TAG, "import { CallController } from '../../core/index.js';", BORDERS],
  ['a tag that looks for its room itself', TAG, "import '../internal/link/room-context.js';", BORDERS],
  ['a tag with the room in memory', TAG, "import '../../testing/index.js';", BORDERS],
  ['a core with tags', 'src/core/index.ts', "export { NoomVideo } from '../components/index.js';", BORDERS],
  ['a core with lit', PART, "import { html } from 'lit';", BORDERS],
  ['a core with lit’s packages', PART, "import '@lit/context';", BORDERS],
  ['a part that imports another', PART, "import type { Devices } from '../../devices/devices.js';", BORDERS],
  ['a part that imports another, the other way', CHAT, "import '../media/media-plane.js';", BORDERS],
  ['a part that parses the wire', CHAT, "import { WIRE_LIMITS } from '../../protocol/protocol.js';", BORDERS],
  [
    'a part that knows the controller',
    CHAT,
    "import type { CallController } from '../call/call-controller.js';",
    BORDERS,
  ],
  ['a part that knows who has it', PART, "import { configure } from '../../call/session-factory.js';", BORDERS],
  ['a part that goes through the front door', PART, "import '../../index.js';", BORDERS],
  ['a base that knows the model', 'src/core/base/store.ts', "import '../model/snapshot.js';", BORDERS],
  ['a model that knows a part', 'src/core/model/reducer.ts', "import '../chat/chat-log.js';", BORDERS],
  ['a feature that knows who has it', FEATURE, "import type { CallSession } from '../call/call-session.js';", BORDERS],
  ['a feature with a plane of its own', FEATURE, "import { DATA_LIMIT } from '../media/media-plane.js';", BORDERS],
  ['a call that knows the mesh', 'src/core/call/roster.ts', "import '../media/mesh/mesh-plane.js';", BORDERS],
  ['a wire that knows the core', 'src/protocol/shapes.ts', "import '../core/base/errors.js';", BORDERS],
  ['a tag that reads the wire', TAG, "import type { Role } from '../../protocol/protocol.js';", BORDERS],
  ['a room in memory that knows the mesh', MEMORY, "import '../../core/media/mesh/mesh-plane.js';", BORDERS],
  ['a second importer of Socket.IO', PART, "import { io } from 'socket.io-client';", BORDERS],
  ['a server that uses the core', SERVER, "import '../../src/core/base/errors.js';", BORDERS],
  ['a page that depends on the server', CHAT, "import '../../../demo-server/signaling/signaling.js';", BORDERS],
  [
    'a server that goes past the door of the room server',
    SERVER,
    "import '../../src/room-server/rooms/rooms.js';",
    BORDERS,
  ],
  ['a room server that knows Node', ENGINE, "import { randomUUID } from 'node:crypto';", BORDERS],
  ['a room server with a global of Node', ENGINE, "export const it = Buffer.from('a');", 'no-restricted-globals'],
  ['a room server with time of its own', ENGINE, 'export const it = Date.now();', 'no-restricted-globals'],
  ['a room server that uses the core', ENGINE, "import { reduce } from '../../core/model/reducer.js';", BORDERS],
  ['a room server that depends on who runs it', ENGINE, "import '../../testing/memory/memory-ports.js';", BORDERS],
  ['a tag with a room server', TAG, "import '../../room-server/index.js';", BORDERS],
  ['a core with a room server', CHAT, "import '../../room-server/index.js';", BORDERS],
  ['a room in memory that goes past the door', MEMORY, "import '../../room-server/rooms/rooms.js';", BORDERS],
  ['a second file that touches the devices', PART, 'void navigator.mediaDevices;', 'no-restricted-syntax'],
  ['a default export', TAG, 'export default 1;', 'no-restricted-syntax'],
  ['a door without names', TAG, "export * from './avatar.js';", 'no-restricted-syntax'],
  ['an enum', CHAT, 'export enum Kind { Text }', 'no-restricted-syntax'],
  ['private as a word', CHAT, 'export class A { private b = 1; }', 'no-restricted-syntax'],
  ['a print to the console', CHAT, "console.log('here');", 'no-console'],
  ['any', CHAT, 'export const it: any = 1;', '@typescript-eslint/no-explicit-any'],
  ['an assertion that it is there', CHAT, "export const it = ['a'][0]!;", '@typescript-eslint/no-non-null-assertion'],
];

const allowed: [what: string, path: string, code: string][] = [
  ['a tag that uses the door', TAG, "import { sourceKey } from '../../core/index.js';"],
  ['a tag that names the type of the call', TAG, "import type { CallController } from '../../core/index.js';"],
  ['a part that knows a type of the wire', CHAT, "import type { Role } from '../../protocol/protocol.js';"],
  [
    'a transport that parses the wire',
    'src/core/signaling/socket-io-transport.ts',
    "import { ROLES } from '../../protocol/protocol.js';",
  ],
  ['the one importer of Socket.IO', 'src/core/signaling/socket-io-wire.ts', "import { io } from 'socket.io-client';"],
  ['the one file that touches the devices', 'src/core/devices/browser-devices.ts', 'void navigator.mediaDevices;'],
  ['a feature with the type of a plane', FEATURE, "import type { PlaneData } from '../media/media-plane.js';"],
  ['a room in memory that fills a seam', MEMORY, "import type { Devices } from '../../core/devices/devices.js';"],
  ['a server of room servers', SERVER, "import { RoomServer } from '../../src/room-server/index.js';"],
  ['a room server that parses the wire', ENGINE, "import { ROLES } from '../../protocol/protocol.js';"],
  ['a room in memory with a room server', MEMORY, "import { RoomServer } from '../../room-server/index.js';"],
  ['a server that shares the wire', SERVER, "import { ROLES } from '../../src/protocol/protocol.js';"],
];

for (const [what, path, code, rule] of refused) {
  test(`the linter refuses ${what}`, async () => assert.deepEqual(await broken(path, code), [rule]));
}
for (const [what, path, code] of allowed) {
  test(`the linter allows ${what}`, async () => assert.deepEqual(await broken(path, code), []));
}
