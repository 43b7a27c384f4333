import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { clientAddress } from '../../../demo-server/access/addresses.js';
import { isOriginAllowed } from '../../../demo-server/access/origins.js';
import { readRequest } from '../../../src/room-server/requests/request-reader.js';
import { ResumeTickets } from '../../../demo-server/ports/resume-tickets.js';
import { faultOfGrowth, onEach } from '../../harness/growth.js';

const tickets = new ResumeTickets(Buffer.alloc(32), () => 0);
const request = (text: string): Parameters<typeof clientAddress>[0] =>
  ({ headers: { 'x-forwarded-for': text }, socket: { remoteAddress: '192.0.2.1' } }) as unknown as IncomingMessage;

/** What the server parses beside the wire, whose parsers are those of the page. */
const READERS: Record<string, (text: string) => unknown> = {
  'who forwarded a request': (text) => clientAddress(request(text), 1),
  'an origin': (origin) => isOriginAllowed({ origins: null, host: '127.0.0.1' }, { origin, host: origin }),
  'a ticket': (text) => tickets.read(text, 'tea'),
  'a request and what is wrong with it': (text) => {
    try {
      return readRequest('chat:send', { id: 1, text });
    } catch (error) {
      return error;
    }
  },
};

for (const [what, work] of Object.entries(READERS)) {
  test(`${what} is read in time linear in the text`, () => {
    const units = ['a', ',', ' ', '.', ':', '::', '1.', 'a,', 'https://', '/', '[', '\u200d', '%41', '@', '"'];
    for (const head of ['', 'https://', '::ffff:']) {
      const fault = faultOfGrowth(onEach((text) => work(head + text), units, 'x'));
      assert.equal(fault, null, JSON.stringify(head));
    }
  });
}
