import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentBlocks } from '../../harness/documents.js';
import { PlainClient } from '../../harness/server/plain-client.js';
import { createWorld } from '../worlds/harness.js';

/** A message in the document: digits, and JSON in which texts with a `$` stand for what the server chose. */
function read(packet: string): { digits: string; body: unknown } {
  const [, digits = '', json = ''] = /^(\d*)(.*)$/s.exec(packet) ?? [];
  return { digits, body: json === '' ? null : (JSON.parse(json) as unknown) };
}

/** The documented text, with the server's choices filled in; a new choice is taken from the actual message. */
function fill(written: unknown, came: unknown, known: Map<string, unknown>): unknown {
  if (typeof written === 'string' && written.startsWith('$')) {
    if (!known.has(written)) known.set(written, came);
    return known.get(written);
  }
  if (typeof written !== 'object' || written === null) return written;
  const other = typeof came === 'object' && came !== null ? new Map<string, unknown>(Object.entries(came)) : new Map();
  const filled = Object.entries(written).map(([key, value]) => [key, fill(value, other.get(key), known)] as const);
  return Array.isArray(written) ? filled.map(([, value]) => value) : Object.fromEntries(filled);
}

test('the session in docs/protocol.md is how the server answers', async (t) => {
  const { server } = await createWorld(t);
  const clients = new Map<string, PlainClient>();
  const known = new Map<string, unknown>();
  const [transcript = ''] = documentBlocks('docs/protocol.md', 'transcript');
  const lines = transcript.split('\n').filter((line) => line !== '');
  assert.ok(lines.length > 30);
  for (const line of lines) {
    const [, who = '', direction, packet = ''] = /^(\w+) ([<>x]) (.*)$/.exec(line) ?? [];
    const client = clients.get(who) ?? new PlainClient(server.url);
    clients.set(who, client);
    if (direction === 'x') {
      await client.drop();
    } else if (direction === '>') {
      const { digits, body } = read(packet);
      await client.send(digits + (body === null ? '' : JSON.stringify(fill(body, undefined, known))));
    } else {
      assert.equal(direction, '<', line);
      const came = read(await client.receive());
      const expected = read(packet);
      assert.deepEqual(came, { digits: expected.digits, body: fill(expected.body, came.body, known) }, line);
    }
  }
  for (const client of clients.values()) await client.drop();
});
