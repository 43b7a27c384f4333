import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESLint, type Linter } from 'eslint';
import ts from 'typescript-eslint';

/** Without types, which none of the house rules asks for: they would be made anew for each text. */
const eslint = new ESLint({
  overrideConfig: { files: ['**/*.ts'], ...(ts.configs.disableTypeChecked as Linter.Config) },
});

/** The rules that `code` breaks in the file at `path`, which has to exist. */
async function broken(path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: path });
  const house =
    /^(noom\/|no-restricted-(syntax|globals)$|no-console$|@typescript-eslint\/no-(explicit-any|non-null-assertion)$)/;
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? 'does not parse').filter((rule) => house.test(rule));
}

const TAG = 'src/components/noom-video/noom-video.element.ts';
const PART = 'src/core/media/mesh/peer.ts';
const CHAT = 'src/core/chat/chat-log.ts';
const SERVER = 'demo-server/signaling/signaling.ts';
const ENGINE = 'src/room-server/rooms/rooms.ts';
const FEATURE = 'src/core/features/chat.ts';
const MEMORY = 'src/testing/memory/memory-signaling.ts';
const BORDERS = 'noom/import-borders';

const refused: [what: string, path: string, code: string, rule: string][] = [
  ['a tag that imports from inside the core', TAG, "import '../../core/base/store.js';", BORDERS],
  ['a tag that imports lazily from inside the core', TAG, "void import('../../core/base/store.js');", BORDERS],
  ['a tag with a type from inside the core', TAG, "export type { Store } from '../../core/base/store.js';", BORDERS],
  ['a tag that creates a call', TAG, "import { CallController } from '../../core/index.js';", BORDERS],
  ['a tag that searches for its room itself', TAG, "import '../internal/link/room-context.js';", BORDERS],
  ['a tag with the room in memory', TAG, "import '../../testing/index.js';", BORDERS],
  ['a core with tags', 'src/core/index.ts', "export { NoomVideo } from '../components/index.js';", BORDERS],
  ['a core with lit', PART, "import { html } from 'lit';", BORDERS],
  ['a core with packages of lit', PART, "import '@lit/context';", BORDERS],
  ['a part that imports another', PART, "import type { Devices } from '../../devices/devices.js';", BORDERS],
  ['a part that imports another, in the other direction', CHAT, "import '../media/media-plane.js';", BORDERS],
  ['a part that parses the wire', CHAT, "import { WIRE_LIMITS } from '../../protocol/protocol.js';", BORDERS],
  [
    'a part that imports the controller',
    CHAT,
    "import type { CallController } from '../call/call-controller.js';",
    BORDERS,
  ],
  ['a part that imports its owner', PART, "import { configure } from '../../call/session-factory.js';", BORDERS],
  ['a part that imports the core’s index', PART, "import '../../index.js';", BORDERS],
  ['a base that imports the model', 'src/core/base/store.ts', "import '../model/snapshot.js';", BORDERS],
  ['a model that imports a part', 'src/core/model/reducer.ts', "import '../chat/chat-log.js';", BORDERS],
  [
    'a feature that imports its owner',
    FEATURE,
    "import type { CallSession } from '../call/session/call-session.js';",
    BORDERS,
  ],
  ['a feature with a plane of its own', FEATURE, "import { DATA_LIMIT } from '../media/media-plane.js';", BORDERS],
  [
    'a call that imports the mesh',
    'src/core/call/session/roster.ts',
    "import '../../media/mesh/mesh-plane.js';",
    BORDERS,
  ],
  ['a wire that imports the core', 'src/protocol/shapes.ts', "import '../core/base/errors.js';", BORDERS],
  ['a tag that reads the wire', TAG, "import type { Role } from '../../protocol/protocol.js';", BORDERS],
  ['a room in memory that imports the mesh', MEMORY, "import '../../core/media/mesh/mesh-plane.js';", BORDERS],
  ['a second importer of Socket.IO', PART, "import { io } from 'socket.io-client';", BORDERS],
  ['a second importer of LiveKit', PART, "import { Room } from 'livekit-client';", BORDERS],
  [
    'a plane that is LiveKit from the start',
    'src/core/media/livekit/livekit-plane.ts',
    "import './library/livekit.js';",
    BORDERS,
  ],
  ['a type of LiveKit elsewhere', CHAT, "export type { Room } from 'livekit-client';", BORDERS],
  [
    'a call that loads LiveKit',
    'src/core/call/lazy/lazy-parts.ts',
    "void import('../../media/livekit/library/load-livekit.js');",
    BORDERS,
  ],
  ['a server that uses the core', SERVER, "import '../../src/core/base/errors.js';", BORDERS],
  ['a page that depends on the server', CHAT, "import '../../../demo-server/signaling/signaling.js';", BORDERS],
  [
    'a server that imports from inside the room server',
    SERVER,
    "import '../../src/room-server/rooms/rooms.js';",
    BORDERS,
  ],
  ['a room server that imports Node', ENGINE, "import { randomUUID } from 'node:crypto';", BORDERS],
  ['a room server with a global of Node', ENGINE, "export const it = Buffer.from('a');", 'no-restricted-globals'],
  ['a room server that reads the time', ENGINE, 'export const it = Date.now();', 'no-restricted-globals'],
  ['a room server that uses the core', ENGINE, "import { reduce } from '../../core/model/reducer.js';", BORDERS],
  ['a room server that depends on its host', ENGINE, "import '../../testing/memory/memory-ports.js';", BORDERS],
  ['a tag with a room server', TAG, "import '../../room-server/index.js';", BORDERS],
  ['a core with a room server', CHAT, "import '../../room-server/index.js';", BORDERS],
  [
    'a room in memory that imports from inside the room server',
    MEMORY,
    "import '../../room-server/rooms/rooms.js';",
    BORDERS,
  ],
  ['another file that uses the devices', PART, 'void navigator.mediaDevices;', 'no-restricted-syntax'],
  ['a default export', TAG, 'export default 1;', 'no-restricted-syntax'],
  ['an index without names', TAG, "export * from './avatar.js';", 'no-restricted-syntax'],
  ['an enum', CHAT, 'export enum Kind { Text }', 'no-restricted-syntax'],
  ['the keyword private', CHAT, 'export class A { private b = 1; }', 'no-restricted-syntax'],
  ['output to the console', CHAT, "console.log('here');", 'no-console'],
  ['any', CHAT, 'export const it: any = 1;', '@typescript-eslint/no-explicit-any'],
  ['a non-null assertion', CHAT, "export const it = ['a'][0]!;", '@typescript-eslint/no-non-null-assertion'],
];

const allowed: [what: string, path: string, code: string][] = [
  ['a tag that imports the core’s index', TAG, "import { sourceKey } from '../../core/index.js';"],
  ['a tag that imports the type of the call', TAG, "import type { CallController } from '../../core/index.js';"],
  ['a part that imports a type of the wire', CHAT, "import type { Role } from '../../protocol/protocol.js';"],
  [
    'a transport that parses the wire',
    'src/core/signaling/socket-io-transport.ts',
    "import { ROLES } from '../../protocol/protocol.js';",
  ],
  ['the one importer of Socket.IO', 'src/core/signaling/socket-io-wire.ts', "import { io } from 'socket.io-client';"],
  ['the file that uses the devices', 'src/core/devices/browser-devices.ts', 'void navigator.mediaDevices;'],
  ['the file that uses the displays', 'src/core/devices/displays/open-display.ts', 'void navigator.mediaDevices;'],
  ['a feature with the type of a plane', FEATURE, "import type { PlaneData } from '../media/media-plane.js';"],
  ['a room in memory that implements a seam', MEMORY, "import type { Devices } from '../../core/devices/devices.js';"],
  ['a server that imports the room server', SERVER, "import { RoomServer } from '../../src/room-server/index.js';"],
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
