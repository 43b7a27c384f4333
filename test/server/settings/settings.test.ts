import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveKitAccess } from '../../../demo-server/settings/media-settings.js';
import { SettingsError, completeSettings, helpText, readSettings } from '../../../demo-server/settings/settings.js';

const SECRET = 'x'.repeat(32);

function problems(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment);
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return error.problems;
  }
  return [];
}

test('without any variable everything has its default', () => {
  const settings = readSettings({ NOOM_SECRET: '', PATH: '/bin' });
  assert.deepEqual(settings, completeSettings());
  const { port, host, secret, turnTtlS, graceMs, maxParticipants, maxRooms, trustProxyHops, log } = settings;
  assert.deepEqual(
    { port, host, secret, turnTtlS, graceMs, maxParticipants, maxRooms, trustProxyHops, log },
    {
      port: 3000,
      host: '127.0.0.1',
      secret: null,
      turnTtlS: 600,
      graceMs: 30_000,
      maxParticipants: 12,
      maxRooms: 10_000,
      trustProxyHops: 0,
      log: 'info',
    },
  );
  assert.ok(settings.iceUrls.every((url) => url.startsWith('stun:')) && settings.iceUrls.length > 0);
  assert.ok(settings.joinsPerMinute >= 60);
});

test('every variable is read', () => {
  const settings = readSettings({
    PORT: '0',
    HOST: '0.0.0.0',
    NOOM_ORIGINS: 'https://one.example, http://two.example:8080/',
    NOOM_SECRET: SECRET,
    NOOM_ICE_URLS: 'stun:stun.example:3478,turns:turn.example?transport=tcp',
    NOOM_TURN_SECRET: 'shared',
    NOOM_TURN_TTL_S: '60',
    NOOM_GRACE_MS: '0',
    NOOM_MAX_PARTICIPANTS: '6',
    NOOM_MAX_WAITING: '8',
    NOOM_MAX_ADDRESS_SHARE: '50',
    NOOM_LOBBY: 'on',
    NOOM_PEEK: 'count',
    NOOM_MAX_ROOMS: '7',
    NOOM_OPEN: 'lan',
    NOOM_TRUST_PROXY: '2',
    NOOM_LIMIT_JOINS_PER_MINUTE: '1',
    NOOM_LIMIT_SOCKETS_PER_MINUTE: '2',
    NOOM_LIMIT_REQUESTS_PER_SECOND: '3',
    NOOM_LIMIT_CHATS_PER_MINUTE: '4',
    NOOM_LIMIT_REACTIONS_PER_MINUTE: '8',
    NOOM_LIMIT_STATES_PER_MINUTE: '7',
    NOOM_LIMIT_ICE_REFRESHES_PER_MINUTE: '5',
    NOOM_LIMIT_PEEKS_PER_MINUTE: '9',
    NOOM_LIMIT_SOCKETS_PER_ADDRESS: '6',
    NOOM_LIMIT_IDLE_SOCKET_S: '7',
    NOOM_METRICS: 'off',
    NOOM_STATE_DIR: '/var/lib/noom',
    NOOM_REDIS_URL: 'rediss://:word@redis.example:6380/1',
    NOOM_HTTPS: 'cert.pem, key.pem',
    NOOM_LIVEKIT_URL: 'wss://media.example/',
    NOOM_LIVEKIT_API_URL: 'http://10.0.0.5:7880/livekit/',
    NOOM_LIVEKIT_API_KEY: 'key',
    NOOM_LIVEKIT_API_SECRET: 'secret',
    NOOM_LIVEKIT_ICE: 'own',
    NOOM_MESH_MAX: '4',
    NOOM_MESH_HARD: '5',
    NOOM_MEDIA_MOVE_S: '9',
    NOOM_LOG: 'debug',
  });
  assert.deepEqual(settings, {
    port: 0,
    host: '0.0.0.0',
    origins: ['https://one.example', 'http://two.example:8080'],
    secret: SECRET,
    iceUrls: ['stun:stun.example:3478', 'turns:turn.example?transport=tcp'],
    turnSecret: 'shared',
    turnTtlS: 60,
    graceMs: 0,
    maxParticipants: 6,
    maxWaiting: 8,
    addressSharePercent: 50,
    lobby: true,
    peek: 'count',
    maxRooms: 7,
    open: 'lan',
    trustProxyHops: 2,
    joinsPerMinute: 1,
    socketsPerMinute: 2,
    requestsPerSecond: 3,
    chatsPerMinute: 4,
    reactionsPerMinute: 8,
    statesPerMinute: 7,
    iceRefreshesPerMinute: 5,
    peeksPerMinute: 9,
    socketsPerAddress: 6,
    idleSocketS: 7,
    metrics: 'off',
    stateDir: '/var/lib/noom',
    redisUrl: 'rediss://:word@redis.example:6380/1',
    https: { certPath: 'cert.pem', keyPath: 'key.pem' },
    livekitUrl: 'wss://media.example',
    livekitApiUrl: 'http://10.0.0.5:7880/livekit',
    livekitApiKey: 'key',
    livekitApiSecret: 'secret',
    livekitIce: 'own',
    meshMax: 4,
    meshHard: 5,
    mediaMoveS: 9,
    log: 'debug',
  });
  assert.deepEqual(readSettings({ NOOM_ICE_URLS: 'none' }).iceUrls, []);
  assert.equal(readSettings({ NOOM_HTTPS: 'self-signed' }).https, 'self-signed');
});

for (const [variable, value, says] of [
  ['PORT', 'abc', /whole number from 0 to 65535/],
  ['PORT', '65536', /whole number/],
  ['PORT', '-1', /whole number/],
  ['PORT', '3e3', /whole number/],
  ['NOOM_ORIGINS', '*', /https:\/\/call\.example/],
  ['NOOM_ORIGINS', 'call.example', /not an origin/],
  ['NOOM_ORIGINS', 'https://call.example/path', /without a path/],
  ['NOOM_SECRET', 'x'.repeat(31), /31 bytes.*at least 32.*openssl/],
  ['NOOM_ICE_URLS', 'https://stun.example', /stun:stun\.example\.com:3478/],
  ['NOOM_ICE_URLS', 'stun:stun.example:99999', /not a STUN or TURN URL/],
  ['NOOM_ICE_URLS', 'stun:stun.example:0', /not a STUN or TURN URL/],
  ['NOOM_ICE_URLS', 'stun:stun.example?transport=udp', /not a STUN or TURN URL/],
  ['NOOM_ICE_URLS', 'stun:[1::2::3]', /not a STUN or TURN URL/],
  ['NOOM_ICE_URLS', 'turn:turn.example', /NOOM_TURN_SECRET/],
  ['NOOM_TURN_SECRET', 'shared', /NOOM_ICE_URLS names no TURN server.*turn:/],
  ['NOOM_TURN_TTL_S', '0', /from 60 to/],
  ['NOOM_GRACE_MS', '1.5', /whole number/],
  ['NOOM_MAX_PARTICIPANTS', '0', /from 1 to 300/],
  ['NOOM_LIVEKIT_URL', 'media.example', /wss:\/\/media\.example\.com/],
  ['NOOM_LIVEKIT_URL', 'ftp://media.example', /not the address/],
  ['NOOM_LIVEKIT_URL', 'wss://media.example', /NOOM_LIVEKIT_API_KEY and NOOM_LIVEKIT_API_SECRET too.*empty/],
  ['NOOM_LIVEKIT_API_KEY', 'key', /NOOM_LIVEKIT_URL and NOOM_LIVEKIT_API_SECRET too/],
  ['NOOM_LIVEKIT_API_URL', 'http://10.0.0.5:7880', /NOOM_LIVEKIT_URL and NOOM_LIVEKIT_API_KEY and/],
  ['NOOM_LIVEKIT_ICE', 'both', /none of: server, own/],
  ['NOOM_MESH_MAX', '0', /from 1 to/],
  ['NOOM_MESH_HARD', '5', /less than NOOM_MESH_MAX \(6\)/],
  ['NOOM_MEDIA_MOVE_S', '1', /from 2 to/],
  ['NOOM_LIVEKIT', 'wss://media.example', /nearest is NOOM_LIVEKIT_(URL|ICE)\./],
  ['NOOM_MAX_WAITING', '0', /from 1 to 1000/],
  ['NOOM_MAX_ADDRESS_SHARE', '101', /from 1 to 100/],
  ['NOOM_LOBBY', 'yes', /none of: on, off/],
  ['NOOM_OPEN', 'world', /lan/],
  ['NOOM_REDIS_URL', 'localhost:6379', /redis:\/\/localhost:6379/],
  ['NOOM_REDIS_URL', 'redis://localhost:6379/noom', /number of a database/],
  ['NOOM_REDIS_URL', 'redis://:100%@localhost:6379', /%25/],
  ['NOOM_HTTPS', 'yes', /self-signed/],
  ['NOOM_LOG', 'loud', /debug/],
  ['NOOM_METRICS', 'yes', /loopback, public, off/],
  ['NOOM_LIMIT_JOINS', '5', /NOOM_LIMIT_JOINS_PER_MINUTE\. See noom-server --help/],
  ['NOOM_SECERT', SECRET, /nearest is NOOM_SECRET\./],
  ['NOOM_SECRETS', SECRET, /nearest is NOOM_SECRET\./],
  ['noom_secret', SECRET, /nearest is NOOM_SECRET\./],
  ['NOOM_SECRET_KEY', SECRET, /nearest is NOOM_SECRET\./],
  ['NOOM_GRACE', '1', /nearest is NOOM_GRACE_MS\./],
  ['NOOM_STATEDIR', 'x', /nearest is NOOM_STATE_DIR\./],
  ['NOOM_TRUST_PROXIES', '1', /nearest is NOOM_TRUST_PROXY\./],
  ['NOOM_PORT', '3000', /nearest is NOOM_[A-Z_]+\./],
  ['NOOM_ORIGIN', '', /nearest is NOOM_ORIGINS\./],
  ['NOOM_TRUST_PROXY', '1', /NOOM_SECRET.*NOOM_OPEN=lan/],
  ['NOOM_ORIGINS', 'http://localhost:8080,https://call.example', /https:\/\/call\.example.*NOOM_SECRET.*NOOM_OPEN=lan/],
  ['NOOM_ORIGINS', 'http://192.168.1.5:8080', /NOOM_SECRET.*NOOM_OPEN=lan/],
  ['HOST', '127.0.0.1:3000', /an address alone.*PORT/],
  ['HOST', 'http://127.0.0.1', /an address alone.*PORT/],
  ['HOST', '[::1]:3000', /an address alone.*PORT/],
  ['HOST', '0.0.0.0', /NOOM_SECRET.*NOOM_OPEN=lan/],
  ['HOST', '192.168.1.5', /NOOM_SECRET.*NOOM_OPEN=lan/],
] as const) {
  test(`${variable}=${value} is refused with a message that says what to do`, () => {
    const [problem = '', ...others] = problems({ [variable]: value });
    assert.deepEqual(others, []);
    assert.ok(problem.startsWith(`${variable}: `), problem);
    assert.match(problem, says);
  });
}

const MEDIA = {
  NOOM_LIVEKIT_URL: 'https://media.example',
  NOOM_LIVEKIT_API_KEY: 'key',
  NOOM_LIVEKIT_API_SECRET: 'secret',
};

test('with a media server rooms are larger, unless a setting says how large', () => {
  assert.equal(readSettings({}).maxParticipants, 12);
  assert.equal(readSettings(MEDIA).maxParticipants, 300);
  assert.equal(readSettings({ ...MEDIA, NOOM_MAX_PARTICIPANTS: '40' }).maxParticipants, 40);
  // Completed twice: by the server, and by its signaling.
  assert.equal(completeSettings(readSettings(MEDIA)).maxParticipants, 300);
});

test('a larger mesh is hopeless no sooner than it is too large', () => {
  assert.deepEqual([readSettings({}).meshMax, readSettings({}).meshHard], [6, 10]);
  assert.equal(readSettings({ NOOM_MESH_MAX: '12' }).meshHard, 12);
});

test('pages and server reach the media server by one address, or each by its own', () => {
  const access = liveKitAccess(readSettings(MEDIA));
  const expected = { url: 'wss://media.example', apiUrl: 'https://media.example', apiKey: 'key', apiSecret: 'secret' };
  assert.deepEqual(access, expected);
  const inside = liveKitAccess(readSettings({ ...MEDIA, NOOM_LIVEKIT_API_URL: 'ws://livekit:7880' }));
  assert.deepEqual(inside, { ...expected, apiUrl: 'http://livekit:7880' });
  assert.equal(liveKitAccess(readSettings({})), null);
});

test('a secret is never repeated', () => {
  assert.doesNotMatch(problems({ NOOM_SECRET: 'hunter2' }).join(), /hunter2/);
  assert.doesNotMatch(problems({ NOOM_LIVEKIT_URL: 'wss://user:hunter2@media.example' }).join(), /hunter2/);
  assert.doesNotMatch(problems({ NOOM_REDIS_URL: 'redis://:hunter2%@redis.example' }).join(), /hunter2/);
  assert.doesNotMatch(problems({ NOOM_TURN_SECRET: 'hunter2' }).join(), /hunter2/);
  assert.doesNotMatch(problems({ NOOM_LIVEKIT_API_SECRET: 'hunter2' }).join(), /hunter2/);
});

test('all problems are reported at once', () => {
  const told = problems({ PORT: 'x', NOOM_SECRET: 'short', NOOM_LOG: 'loud' });
  assert.deepEqual(told.map((problem) => problem.split(':')[0]).sort(), ['NOOM_LOG', 'NOOM_SECRET', 'PORT']);
});

for (const environment of [
  { NOOM_LIVEKIT_URL: 'ftp://media.example', NOOM_LIVEKIT_API_KEY: 'key', NOOM_LIVEKIT_API_SECRET: 'secret' },
  { NOOM_ICE_URLS: 'turn.example', NOOM_TURN_SECRET: 'shared' },
  { NOOM_OPEN: 'yes', HOST: '0.0.0.0' },
  { NOOM_OPEN: 'yes', NOOM_TRUST_PROXY: '1' },
  { NOOM_MESH_MAX: '0', NOOM_MESH_HARD: '5' },
] as Record<string, string>[]) {
  const [variable = '', other = ''] = Object.keys(environment);
  test(`of ${variable}, which cannot be read, it is not said that ${other} needs it`, () => {
    const [problem = '', ...others] = problems(environment);
    assert.deepEqual(others, []);
    assert.ok(problem.startsWith(`${variable}: `), problem);
  });
}

for (const host of ['127.0.0.1', 'localhost', '::1', '[::1]', '127.9.9.9']) {
  test(`the open mode is allowed on ${host}`, () => {
    assert.equal(completeSettings({ host }).host, host);
    assert.equal(readSettings({ HOST: host }).host, host);
  });
}

test('fault: without a secret there is no public start, and no secret comes with the kit', () => {
  assert.throws(() => completeSettings({ host: '0.0.0.0' }), SettingsError);
  const { secret, turnSecret } = completeSettings();
  assert.deepEqual([secret, turnSecret], [null, null]);
});

test('the open mode is allowed on a network by a setting, and tokens anywhere', () => {
  assert.equal(readSettings({ HOST: '0.0.0.0', NOOM_OPEN: 'lan' }).host, '0.0.0.0');
  assert.equal(readSettings({ HOST: '0.0.0.0', NOOM_SECRET: SECRET }).host, '0.0.0.0');
});

test('the open mode behind a proxy, or for pages of other origins, needs a setting', () => {
  assert.equal(readSettings({ NOOM_TRUST_PROXY: '1', NOOM_OPEN: 'lan' }).trustProxyHops, 1);
  assert.equal(readSettings({ NOOM_TRUST_PROXY: '1', NOOM_SECRET: SECRET }).trustProxyHops, 1);
  assert.ok(readSettings({ NOOM_ORIGINS: 'https://call.example', NOOM_OPEN: 'lan' }).origins);
  assert.ok(readSettings({ NOOM_ORIGINS: 'http://localhost:8080,http://127.0.0.1:1,http://[::1]:2' }).origins);
  assert.throws(() => completeSettings({ trustProxyHops: 1 }), SettingsError);
});

test('settings given by a program are checked in the same way', () => {
  assert.throws(() => completeSettings({ host: '0.0.0.0' }), SettingsError);
  assert.throws(() => completeSettings({ secret: 'short' }), SettingsError);
});

test('the help names every variable', () => {
  const help = helpText();
  const variables = [
    'PORT HOST NOOM_ORIGINS NOOM_SECRET NOOM_ICE_URLS NOOM_TURN_SECRET NOOM_TURN_TTL_S NOOM_GRACE_MS NOOM_MAX_PARTICIPANTS',
    'NOOM_MAX_ROOMS NOOM_OPEN NOOM_TRUST_PROXY NOOM_STATE_DIR NOOM_REDIS_URL NOOM_HTTPS NOOM_LOG',
    'NOOM_LIMIT_ICE_REFRESHES_PER_MINUTE NOOM_LIMIT_SOCKETS_PER_ADDRESS NOOM_LIMIT_IDLE_SOCKET_S NOOM_METRICS',
    'NOOM_LIMIT_JOINS_PER_MINUTE NOOM_LIMIT_SOCKETS_PER_MINUTE NOOM_LIMIT_REQUESTS_PER_SECOND NOOM_LIMIT_CHATS_PER_MINUTE',
  ];
  for (const variable of variables.join(' ').split(' ')) assert.ok(help.includes(`  ${variable} `), variable);
});
