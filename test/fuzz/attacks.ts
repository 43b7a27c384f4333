import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { closed } from '../harness/browser/closed.js';
import { NotConnected } from '../harness/browser/not-connected.js';
import { PollingClient } from '../harness/server/polling-client.js';
import { OPCODES, RawWebSocket } from '../harness/server/raw-web-socket.js';
import { readOnce } from '../harness/browser/read-once.js';
import { WireClient } from '../harness/server/wire-client.js';
import { REQUEST_NAMES } from './payloads.js';

/** One attack on a server, in separate rooms, which leaves nothing behind but what the server keeps. */
export type Attack = (url: string) => Promise<unknown>;

const LARGE = { type: 'offer', sdp: 'x'.repeat(32_000) };

/** Sends requests without waiting; resolves once the last has its answer, or the connection is over. */
async function flood(client: WireClient, name: string, payloads: readonly object[]): Promise<void> {
  const ids = payloads.map((payload) => client.sendRequest(name, JSON.stringify(payload)));
  // Requests of one name are handled in order.
  await client.ack(ids.at(-1) ?? 0).catch(passCutOff);
}

/** An attacker may be cut off at any time; any other error is a fault. */
export function passCutOff(error: unknown): void {
  if (!(error instanceof NotConnected)) throw error;
}

function times<Each>(count: number, make: (index: number) => Each): Each[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** A participant who gets 16 MB from another within the limits, and reads as `hear` says. */
async function tellMuch(url: string, sit: (room: string) => Promise<() => void>): Promise<void> {
  const room = `deaf ${randomUUID()}`;
  const talker = await WireClient.connect(url);
  await talker.join(room, 'Talker');
  const leave = await sit(room);
  const { participant } = await talker.event('participant:joined');
  const to = (participant as { id: string }).id;
  await flood(
    talker,
    'signal:send',
    times(500, () => ({ to, description: LARGE })),
  );
  talker.drop();
  leave();
}

/** Text of any Unicode characters, lone surrogates included, as JSON. */
function anyUnicode(length: number): string {
  const unit = (): string => `\\u${randomInt(0x10000).toString(16).padStart(4, '0')}`;
  return `"${times(length, unit).join('')}"`;
}

const PACKETS = ['0', '1', '2', '3', '4', '5', '6', '7', ...times(8, (type) => `4${String(type)}`)];
const BODIES = [
  '',
  '{}',
  '[]',
  '["room:join",{}]',
  '1["x"]',
  '/none,',
  '/none,1["x"]',
  '1-["x",{"_placeholder":true,"num":0}]',
  'probe',
];

export const ATTACKS: Readonly<Record<string, Attack>> = {
  'a reader that stops reading, and answers pings': (url) =>
    tellMuch(url, async (room) => {
      const deaf = await RawWebSocket.join(url, room, 'Deaf');
      deaf.stopReading();
      return () => {
        deaf.drop();
      };
    }),

  'long polling that never polls': (url) =>
    tellMuch(url, async (room) => {
      const deaf = await PollingClient.connect(url);
      await deaf.post('40');
      await deaf.post(`421${JSON.stringify(['room:join', { room, name: 'Deaf' }])}`);
      return () => undefined;
    }),

  'every packet of Engine.IO and Socket.IO': async (url) => {
    const room = `packets ${randomUUID()}`;
    await Promise.all(
      PACKETS.map(async (type) => {
        for (const body of BODIES) {
          const raw = await RawWebSocket.join(url, room, 'Mallory').catch(passCutOff);
          for (let count = 0; count < 3; count += 1) raw?.sendText(type + body);
          raw?.sendFrame(OPCODES.binary, Buffer.from('bytes'));
          raw?.sendFrame(OPCODES.close);
          await raw?.closed;
        }
      }),
    );
  },

  'packets that are no requests, without end': async (url) => {
    const sends: ((raw: RawWebSocket) => void)[] = [
      (raw) => raw.sendText('3'),
      (raw) => raw.sendText('40/none,'),
      (raw) => raw.sendText('437[]'),
      (raw) => raw.sendFrame(OPCODES.ping, Buffer.alloc(125)),
      (raw) => raw.sendFrame(OPCODES.pong),
    ];
    await Promise.all(
      sends.map(async (send) => {
        const raw = await RawWebSocket.join(url, `bare ${randomUUID()}`, 'Mallory');
        for (let count = 0; count < 2000; count += 1) send(raw);
        await raw.closed;
      }),
    );
  },

  'probes of an upgrade, unread': async (url) => {
    const polling = await PollingClient.connect(url);
    const raw = await RawWebSocket.connect(url, `&sid=${polling.sid}`);
    raw.stopReading();
    for (let count = 0; count < 5000; count += 1) raw.sendText('2probe');
    await assert.rejects(async () => {
      for (;;) await polling.poll();
    }, NotConnected);
    raw.drop();
  },

  'leaving the namespace and coming back': async (url) => {
    for (let round = 0; round < 20; round += 1) {
      const raw = await RawWebSocket.join(url, `again ${randomUUID()}`, 'Mallory');
      for (let count = 0; count < 20; count += 1) {
        raw.sendText('41');
        raw.sendText('40');
        raw.sendText(`422${JSON.stringify(['chat:send', { id: 'm', text: 'x' }])}`);
      }
      await raw.closed;
    }
  },

  'signals of ever newer generations': async (url) => {
    const room = `generations ${randomUUID()}`;
    const [mallory, victim] = [await WireClient.connect(url), await WireClient.connect(url)];
    await mallory.join(room, 'Mallory');
    const { self } = await victim.join(room, 'Victim');
    await flood(
      mallory,
      'signal:send',
      times(900, (generation) => ({ to: self.id, candidate: { candidate: '' }, generation })),
    );
    mallory.drop();
    victim.drop();
  },

  'names and texts of all of Unicode': async (url) => {
    const room = `unicode ${randomUUID()}`;
    const client = await WireClient.connect(url);
    await client.join(room, 'Mallory');
    const frames = times(200, (index) => {
      const length = 1 + (index % 64);
      const name = ['state:set', 'chat:send', 'room:join'][index % 3] ?? '';
      return [
        name,
        `{"id":"m","room":${anyUnicode(length)},"name":${anyUnicode(length)},"text":${anyUnicode(length)}}`,
      ];
    });
    const ids = frames.map(([name = '', json = '']) => client.sendRequest(name, json));
    for (const id of ids) {
      const { ok, error } = await client.ack(id);
      assert.ok(ok || (error && error.code !== 'internal'), JSON.stringify(error));
    }
    for (let count = 0; count < 20; count += 1) {
      const other = await WireClient.connect(url);
      const id = other.sendRequest('room:join', `{"room":${JSON.stringify(room)},"name":${anyUnicode(1 + count)}}`);
      await other.ack(id);
      other.drop();
    }
    client.drop();
  },

  'tickets of other lives': async (url) => {
    const room = `lives ${randomUUID()}`;
    const tickets: string[] = [];
    for (let life = 0; life < 20; life += 1) {
      const client = await WireClient.connect(url);
      for (const resume of tickets) {
        const ack = await client.request('room:join', { room, name: 'Mallory', resume });
        assert.notEqual(ack.error?.code, 'internal');
        await client.request('room:leave');
      }
      tickets.push((await client.join(room, 'Mallory')).resume);
      await client.request('room:leave');
      client.drop();
    }
  },

  'rooms and lobbies filled by one': async (url) => {
    const room = `full ${randomUUID()}`;
    const clients = await Promise.all(times(40, () => WireClient.connect(url)));
    await Promise.all(clients.map((client) => client.request('room:join', { room, name: 'Mallory' })));
    await clients[0]?.request('moderate:lobby', { on: true });
    await Promise.all(clients.map((client) => client.request('room:join', { room, name: 'Mallory' })));
    for (const client of clients) client.drop();
  },

  'connections refused, after a seat was dropped': async (url) => {
    const client = await WireClient.connect(url);
    await client.join(`gate ${randomUUID()}`, 'Mallory');
    client.drop();
    await Promise.all(
      times(50, async () => {
        const more = await WireClient.connect(url).catch(passCutOff);
        more?.drop();
      }),
    );
  },

  'floods of every request': async (url) => {
    for (const name of REQUEST_NAMES) {
      const client = await WireClient.connect(url);
      await client.join(`flood ${randomUUID()}`, 'Mallory');
      await flood(
        client,
        name,
        times(1200, () => ({ id: 'm', text: 'x', hand: true, to: 'x' })),
      );
      client.drop();
    }
  },

  'halves of requests that never end': async (url) => {
    const { hostname, port } = new URL(url);
    await Promise.all(
      times(50, async (index) => {
        const socket = connect(Number(port), hostname);
        socket.resume();
        socket.write('GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\nX: '.slice(0, index + 10));
        await closed(socket);
      }),
    );
  },

  'requests that do not wait for answers, unread': async (url) => {
    const { hostname, port, host } = new URL(url);
    await Promise.all(
      times(20, async (index) => {
        const path = ['/', '/metrics', '/none', '/socket.io/?EIO=4&transport=polling'][index % 4] ?? '';
        const socket = connect(Number(port), hostname);
        socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(1000));
        socket.resume();
        await closed(socket);
      }),
    );
  },

  'pages by other names, and scripts': async (url) => {
    for (const path of ['/', '/metrics', '/socket.io/?EIO=4&transport=polling&j=0']) {
      for (const headers of [{ host: 'evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
        await readOnce(new URL(path, url), headers);
      }
    }
  },
};
