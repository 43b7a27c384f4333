import { createHmac, randomUUID } from 'node:crypto';
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { tsImport } from 'tsx/esm/api';

const FIND = fileURLToPath(new URL('../../../../scripts/find/livekit.mjs', import.meta.url));
const BASE = '/__noom-livekit';

/**
 * Runs LiveKit's server beside the browser tests, from the first request on:
 *
 * - `/__noom-livekit.json` returns `{ url, silentUrl }`, its address and that of what takes connections and never
 *   answers, or `{ reason }` where there is none.
 * - `/__noom-livekit/access?grant=…` returns a token for `grant`, as JSON: `{ identity, ttlS?, secret?, video }`.
 * - `/__noom-livekit/request?method=…&payload=…` is a request to its service for rooms, as an operator makes it.
 */
export function livekitPlugin() {
  let starting;

  async function start() {
    // In a process of its own: building it takes minutes in which this one has to answer.
    const found = await promisify(execFile)(process.execPath, [FIND]).then(
      ({ stdout }) => ({ path: stdout.trim() }),
      ({ stderr }) => ({ reason: String(stderr).trim() }),
    );
    if (found.path === undefined) return without(found.reason);
    process.env.LIVEKIT_SERVER ??= found.path;
    const { startLiveKit, whereLiveKit, LIVEKIT_KEY } = await tsImport(
      '../../server/start-livekit.ts',
      import.meta.url,
    );
    const { reason } = whereLiveKit();
    if (reason !== undefined) return without(reason);
    const livekit = await startLiveKit();
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    return {
      body: { url: livekit.url, silentUrl: `ws://127.0.0.1:${silent.address().port}` },
      sign: (grant) => signGrant(grant, LIVEKIT_KEY),
      apiUrl: livekit.apiUrl,
      stop: async () => {
        silent.close();
        await livekit.stop();
      },
    };
  }

  async function answer(path, query) {
    starting ??= start();
    const { body, sign, apiUrl } = await starting;
    if (path === `${BASE}.json`) return body;
    if (path === `${BASE}/access`) return { url: body.url, token: sign(JSON.parse(query.grant)) };
    const { room, ...payload } = JSON.parse(query.payload);
    const token = sign({ identity: 'operator', video: { roomCreate: true, roomList: true, roomAdmin: true, room } });
    const response = await fetch(`${apiUrl}/twirp/livekit.RoomService/${query.method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ room, ...payload }),
    });
    return { status: response.status, body: await response.json() };
  }

  return {
    name: 'noom-livekit',
    async serve({ path, query }) {
      if (!path.startsWith(BASE)) return undefined;
      return { body: JSON.stringify(await answer(path, query)), type: 'json' };
    },
    async serverStop() {
      // A server that could not start has already failed the test that requested it.
      const started = await starting?.catch(() => undefined);
      await started?.stop();
    },
  };
}

/** Continuous integration always has it. */
function without(reason) {
  if (process.env.CI) throw new Error(`Calls by a media server cannot be tested: ${reason}`);
  console.error(`\nCalls by a media server are NOT tested: ${reason}\n`);
  return { body: { reason }, stop: () => undefined };
}

/** A token as the server's library signs it (a JWT by HS256, RFC 7519). */
function signGrant({ identity, ttlS = 120, secret, video }, { apiKey, apiSecret }) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: apiKey, sub: identity, jti: randomUUID(), nbf: now - 1, exp: now + ttlS, video };
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret ?? apiSecret)
    .update(signed)
    .digest('base64url')}`;
}
