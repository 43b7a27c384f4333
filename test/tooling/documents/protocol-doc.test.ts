import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { completeSettings } from '../../../demo-server/settings/settings.js';
import {
  EVENT_SCHEMAS,
  LEAVE_REASONS,
  REPLY_SCHEMAS,
  REQUEST_SCHEMAS,
  ROLES,
  TOPOLOGIES,
  WIRE_LIMITS,
  type Role,
} from '../../../src/protocol/protocol.js';
import { REQUESTS } from '../../../src/room-server/requests/request-table.js';
import { MODERATION_TABLE } from '../../../src/protocol/roles.js';
import type { Entries } from '../../../src/protocol/shapes.js';
import { documentTable } from '../../harness/documents.js';
import { REFUSAL_CODES } from '../../harness/server/refusal-codes.js';

const text = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');

/** The rows of the first table after a heading of the page. */
const table = (heading: string): string[][] => documentTable('docs/protocol.md', heading);

/** The quoted code in a cell. */
const quoted = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
/** The fields in `{ a, b? }`. */
const fields = (cell = ''): string[] => (quoted(cell)[0]?.match(/[\w?]+/g) ?? []).sort();

interface Schema {
  entries?: Entries;
  options?: readonly Schema[];
}

/** The fields of a schema, as a table has them; of two, those of the last. */
function fieldsOf(schema: Schema | undefined): string[] {
  const { entries = schema?.options?.at(-1)?.entries ?? {} } = schema ?? {};
  return Object.entries(entries)
    .map(([name, shape]) => name + ('isOptional' in shape ? '?' : ''))
    .sort();
}

test('the protocol’s page has every request, with what it carries, what its ack holds, and its lane', () => {
  const rows = table('## Requests');
  assert.deepEqual(rows.map(([name]) => quoted(name)[0]).sort(), Object.keys(REQUEST_SCHEMAS).sort());
  const requests: Partial<Record<string, Schema>> = REQUEST_SCHEMAS;
  const replies: Partial<Record<string, Schema>> = REPLY_SCHEMAS;
  const lanes: Partial<Record<string, { lane: string }>> = REQUESTS;
  for (const [request, object, ack, lane] of rows) {
    const [name = ''] = quoted(request);
    assert.deepEqual(fields(object), fieldsOf(requests[name]), name);
    assert.deepEqual(fields(ack), fieldsOf(replies[name]), `the ack of ${name}`);
    assert.deepEqual(quoted(lane), [lanes[name]?.lane], `the lane of ${name}`);
  }
});

test('docs/protocol.md has every event, with its fields', () => {
  const rows = table('## Events');
  assert.deepEqual(rows.map(([name]) => quoted(name)[0]).sort(), Object.keys(EVENT_SCHEMAS).sort());
  const events: Partial<Record<string, Schema>> = EVENT_SCHEMAS;
  for (const [event, object] of rows) {
    const [name = ''] = quoted(event);
    assert.deepEqual([...fields(object), 'seq'].sort(), fieldsOf(events[name]), name);
  }
});

test('docs/protocol.md has the fields of a participant and of a room', () => {
  const { self, room } = EVENT_SCHEMAS['lobby:admitted'].entries;
  const after = (word: string): string => text.slice(text.indexOf(`A **${word}**:`));
  for (const [word, schema] of Object.entries({ participant: self, room })) {
    const rows = /(?:^\|.*\n)+/m.exec(after(word))?.[0].trimEnd().split('\n').slice(2) ?? [];
    assert.deepEqual(rows.map((row) => quoted(row)[0]).sort(), fieldsOf(schema), word);
  }
  assert.deepEqual(quoted(/\| `role` .*/.exec(text)?.[0]).slice(1), [...ROLES]);
  assert.deepEqual(quoted(/\| `topology` .*/.exec(text)?.[0]).slice(1, 3), [...TOPOLOGIES]);
});

test('docs/protocol.md has every code of a refusal, and which requests get it', () => {
  const rows = table('## Refusals');
  assert.deepEqual(rows.map(([code]) => quoted(code)[0]).sort(), Object.keys(REFUSAL_CODES).sort());
  for (const [code = '', , requests] of rows) {
    for (const name of quoted(requests))
      assert.ok(name === 'moderate:…' || name in REQUEST_SCHEMAS, `${code}: ${name}`);
  }
});

test('docs/protocol.md has which role may do what, and to whom, as the table of the server has it', () => {
  const words: Record<string, readonly Role[] | undefined> = {
    'any role': ROLES,
    'any role below host': ['cohost', 'guest', 'viewer'],
    'guests, viewers': ['guest', 'viewer'],
    'all but viewers': ['host', 'cohost', 'guest'],
    yes: [],
    '–': undefined,
  };
  const rows = table('### `moderate:…`').map(([action, ...cells]) => {
    const roles = cells
      .map((cell, index) => [ROLES[index], words[cell]])
      .filter(([, targets]) => targets !== undefined);
    return [quoted(action)[0], Object.fromEntries(roles) as object] as const;
  });
  assert.deepEqual(Object.fromEntries(rows), MODERATION_TABLE);
});

test('docs/protocol.md has every reason to leave', () => {
  const list = /\*\*Reasons\*\* are ([^.]*)\./.exec(text)?.[1];
  assert.deepEqual(quoted(list), [...LEAVE_REASONS]);
});

test('the limits in docs/protocol.md are those of the wire and of the server', () => {
  const settings = completeSettings();
  const expected: Record<string, number> = {
    'name of a room': WIRE_LIMITS.roomCharacters,
    'name of a participant': WIRE_LIMITS.nameCharacters,
    'chat message': WIRE_LIMITS.chatCharacters,
    description: WIRE_LIMITS.sdpCharacters,
    candidate: WIRE_LIMITS.candidateCharacters,
    id: WIRE_LIMITS.idCharacters,
    'token, ticket': WIRE_LIMITS.tokenCharacters,
    'one message': WIRE_LIMITS.payloadBytes,
    'participants in a room': settings.maxParticipants,
    "participants in a room's lobby": settings.maxWaiting,
    rooms: settings.maxRooms,
    'joins from one address in a minute': settings.joinsPerMinute,
    'connections from one address in a minute': settings.socketsPerMinute,
    'connections open from one address': settings.socketsPerAddress,
    'requests of one connection in a second': settings.requestsPerSecond,
    'chat messages of one connection in a minute': settings.chatsPerMinute,
    'reactions of one connection in a minute': settings.reactionsPerMinute,
    '`room:peek` of one connection in a minute': settings.peeksPerMinute,
    '`ice:refresh` of one connection in a minute': settings.iceRefreshesPerMinute,
  };
  const bounds = table('## Bounds').map(([, what = '', bound = '']) => [what, Number.parseInt(bound)] as const);
  const limits = bounds.filter(([what]) => what in expected);
  assert.deepEqual(Object.fromEntries(limits), expected);
  const graceMs = /`NOOM_GRACE_MS` \(([\d ]+) ms\)/.exec(text)?.[1]?.replace(' ', '');
  assert.equal(Number(graceMs), settings.graceMs);
});
