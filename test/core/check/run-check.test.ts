import { expect } from '@open-wc/testing';
import { CallError, type CheckStep } from '../../../src/core/index.js';
import { MAX_URLS_EACH, sortIceServers } from '../../../src/core/check/ice-urls.js';
import { measureBetween, readSample } from '../../../src/core/check/loopback-sample.js';
import { CheckWorld } from '../../fakes/worlds/check-world.js';
import { createTrack } from '../../fakes/browser/tracks.js';
import { turn } from '../../fakes/turn.js';

/** Nothing is left of a check. */
const NOTHING = { timers: 0, tracks: 0, connections: 0, signaling: 0, pictures: 0 };

const codesOf = (steps: readonly CheckStep[]): Record<string, string> =>
  Object.fromEntries(steps.map(({ name, status, code }) => [name, `${status} ${code}`]));

describe('the check of a connection', () => {
  let world: CheckWorld;

  beforeEach(() => {
    world = new CheckWorld();
  });

  it('tells each step as it ends, measures, and leaves nothing behind', async () => {
    world.connectMs = 1000;
    world.pingMs = 500;
    const check = await world.result();
    expect(check.status).to.equal('ok');
    expect(check.steps.map(({ name }) => name)).to.deep.equal([
      ...['microphone', 'camera', 'signaling', 'stun', 'turn-udp', 'turn-tcp', 'turn-tls', 'loopback'],
    ]);
    expect(world.steps.map(({ name }) => name)).to.deep.equal(check.steps.map(({ name }) => name));
    expect(new Set(check.steps.map(({ status, code }) => `${status} ${code}`))).to.deep.equal(new Set(['ok works']));
    const figures = Object.fromEntries(check.steps.map((step) => [step.name, step.figures]));
    expect(figures['camera']).to.deep.equal({ widthPx: 640, heightPx: 360 });
    expect(figures['signaling']).to.deep.equal({ connectMs: 1000, roundTripMs: 500 });
    expect(figures['loopback']).to.deep.equal({
      ...{ connectMs: 0, isRelayed: true, bitrateKbps: 400, framesPerSecond: 24, lossPercent: 1 },
      ...{ jitterMs: 3, roundTripMs: 21 },
    });
    expect(world.leftovers).to.deep.equal(NOTHING);
  });

  it('looks at devices that are in use, and leaves them as they are; the call beside it comes first', async () => {
    const microphone = createTrack('microphone');
    Object.defineProperty(microphone, 'muted', { value: true });
    world.inUse.microphone = microphone;
    world.inUse.camera = createTrack('camera');
    world.isInRoom = true;
    const { steps, status } = await world.result();
    expect(codesOf(steps)).to.include({ microphone: 'warning muted', camera: 'ok works' });
    expect([status, world.opened.length, microphone.readyState]).to.deep.equal(['warning', 0, 'live']);
    expect(world.transceivers[0]?.sendEncodings).to.deep.equal([{ maxBitrate: 250_000 }]);
  });

  it('names why a device cannot be opened, and goes on', async () => {
    world.openDevice = (source) =>
      Promise.reject(new CallError(source === 'camera' ? 'permission-denied' : 'device-missing'));
    const { steps, status } = await world.result();
    expect(codesOf(steps)).to.include({
      microphone: 'failed device-missing',
      camera: 'failed permission-denied',
      loopback: 'ok works',
    });
    expect(status).to.equal('warning');
  });

  it('waits 20 s for the answer to a prompt, and closes a device that is opened after that', async () => {
    let answer: (track: MediaStreamTrack) => void = () => undefined;
    world.openDevice = (source) =>
      source === 'camera' ? Promise.resolve(world.track(source)) : new Promise((resolve) => (answer = resolve));
    const running = world.run();
    await world.pass(19.5);
    expect(world.steps).to.deep.equal([]);
    await world.pass(0.5);
    expect(codesOf(world.steps)['microphone']).to.equal('failed permission-dismissed');
    await world.pass(20);
    await running;
    answer(world.track('microphone'));
    await turn();
    expect(world.leftovers).to.deep.equal(NOTHING);
  });

  it('gives the signaling server 10 s, a STUN or TURN server 5 s, and the call with itself 15 s', async () => {
    world.connectMs = null;
    world.gathered = () => ({ isComplete: false });
    world.loopback = null;
    world.servers = [{ urls: ['stun:s', 'turn:t'], username: 'u', credential: 'c' }];
    const at: Record<string, number> = {};
    const begin = world.clock.monotonic();
    const { steps, status } = await world.result({
      onStep: ({ name }) => {
        at[name] = (world.clock.monotonic() - begin) / 1000;
      },
    });
    expect([at['signaling'], at['stun'], at['turn-udp'], at['loopback']]).to.deep.equal([10, 15, 15, 30]);
    expect(codesOf(steps)).to.include({
      signaling: 'failed signaling-unreachable',
      stun: 'failed unreachable',
      'turn-udp': 'failed unreachable',
      'turn-tcp': 'skipped not-configured',
      loopback: 'failed unreachable',
    });
    expect(status).to.equal('failed');
    expect(world.leftovers).to.deep.equal(NOTHING);
  });

  it('is told the ICE servers within 5 s, or does without them', async () => {
    world.servers = new Promise(() => undefined);
    const { steps } = await world.result();
    expect(codesOf(steps)).to.include({
      stun: 'skipped not-known',
      'turn-tls': 'skipped not-known',
      loopback: 'ok works',
    });
    expect(steps.at(-1)?.figures.isRelayed).to.equal(false);
  });

  it('names wrong credentials, a server that answers something else, and an invalid address', async () => {
    world.gathered = (url) =>
      url === 'turn:t' ? { errors: [701, 401] } : url === 'turns:t' ? { errors: [701] } : { errors: [400] };
    world.refuse = ({ iceServers = [] }) => {
      if (iceServers[0]?.urls === 'stun:s') throw new DOMException('not an address', 'SyntaxError');
    };
    const { steps } = await world.result();
    expect(codesOf(steps)).to.include({
      stun: 'failed invalid-server',
      'turn-udp': 'failed wrong-credentials',
      'turn-tcp': 'failed refused',
      'turn-tls': 'failed unreachable',
    });
    expect(steps[4]?.figures).to.deep.equal({ errorCode: 401 });
    expect(steps[7]?.figures.isRelayed, 'no relay works: directly').to.equal(false);
    expect(world.leftovers).to.deep.equal(NOTHING);
  });

  it('takes no answer of STUN but silence for a failure: a public address is not told twice', async () => {
    world.gathered = (url) => (url.startsWith('stun') ? { types: ['host'] } : { types: ['host'] });
    expect(codesOf((await world.result()).steps)).to.include({ stun: 'ok works', 'turn-udp': 'failed unreachable' });
  });

  it('uses TURN servers alone where the page says so', async () => {
    world.icePolicy = 'relay';
    world.gathered = () => ({ errors: [701] });
    const { steps, status } = await world.result();
    expect(codesOf(steps)).to.include({ stun: 'skipped relay-only', loopback: 'failed relay-only' });
    expect(status).to.equal('failed');
    expect(world.connections.map(({ configuration }) => configuration.iceTransportPolicy)).to.deep.equal([
      ...['relay', 'relay', 'relay'],
    ]);
    world = new CheckWorld();
    world.icePolicy = 'relay';
    world.servers = 'not-known';
    expect(codesOf((await world.result()).steps)['loopback']).to.equal('skipped not-known');
  });

  it('can be cancelled during each step, at once, and leaves nothing behind', async () => {
    for (let ended = 0; ended < 8; ended += 1) {
      world = new CheckWorld();
      const cancelling = new AbortController();
      const running = world.run({ signal: cancelling.signal });
      for (let passed = 0; world.steps.length < ended && passed < 100; passed += 1) await world.pass(0.5);
      const told = world.steps.length;
      cancelling.abort('enough');
      const thrown: unknown = await running.catch((error: unknown) => error);
      expect([thrown, world.steps.length], String(ended)).to.deep.equal(['enough', told]);
      await world.pass(1);
      expect(world.leftovers, String(ended)).to.deep.equal(NOTHING);
    }
  });

  it('can be cancelled before it begins, and by a listener; one that throws does not stop it', async () => {
    const cancelled = AbortSignal.abort('before');
    expect(await world.run({ signal: cancelled }).catch((error: unknown) => error)).to.equal('before');
    expect(world.opened).to.have.length(0);
    const cancelling = new AbortController();
    const running = world.run({
      signal: cancelling.signal,
      onStep: () => {
        cancelling.abort('by a listener');
      },
    });
    expect(await running.catch((error: unknown) => error)).to.equal('by a listener');
    expect(world.steps.map(({ name }) => name)).to.deep.equal(['microphone']);
    world = new CheckWorld();
    const fault = new Error('of the page');
    const { steps } = await world.result({
      onStep: () => {
        throw fault;
      },
    });
    expect([steps.length, world.errors.length, world.errors[0]]).to.deep.equal([8, 8, fault]);
  });

  it('judges a call with itself by what it loses, how long it takes, and its frames', async () => {
    const judged = async (inbound: object, roundTrip = 0.02): Promise<string | undefined> => {
      world = new CheckWorld();
      let asked = 0;
      world.stats = () => {
        const step = Math.floor(asked++ / 2);
        const grown = Object.entries(inbound).map(([name, value]) => [name, Number(value) * step]);
        return new Map<string, object>([
          ['in', { type: 'inbound-rtp', kind: 'video', ...Object.fromEntries(grown) }],
          ['pair', { type: 'candidate-pair', state: 'succeeded', currentRoundTripTime: roundTrip }],
        ]);
      };
      return codesOf((await world.result()).steps)['loopback'];
    };
    expect(await judged({ framesDecoded: 72, packetsReceived: 90, packetsLost: 10 })).to.equal('warning lossy');
    expect(await judged({ framesDecoded: 72, packetsReceived: 100 }, 1.2)).to.equal('warning slow');
    expect(await judged({ framesDecoded: 20, packetsReceived: 100 })).to.equal('warning few-frames');
    expect(await judged({ packetsReceived: 100 })).to.equal('failed few-frames');
  });
});

describe('what a check reads', () => {
  it('sorts the addresses of ICE servers by their transport, and takes four of each', () => {
    const sorted = sortIceServers([
      { urls: 'TURN:a?transport=TCP', username: 'u', credential: 'c' },
      { urls: ['turns:a:443?transport=tcp', 'stun:a', 'turn:a?transport=udp', 'turn:a', 'nonsense'] },
      { urls: Array.from({ length: 1000 }, (_, index) => `turn:many-${String(index)}`) },
    ]);
    const urls = (step: keyof typeof sorted): unknown[] => sorted[step].map((server) => server.urls);
    expect(sorted['turn-tcp']).to.deep.equal([{ urls: 'TURN:a?transport=TCP', username: 'u', credential: 'c' }]);
    expect(urls('turn-tls')).to.deep.equal(['turns:a:443?transport=tcp']);
    expect(urls('stun')).to.deep.equal(['stun:a', 'nonsense']);
    expect([urls('turn-udp')[0], urls('turn-udp').length]).to.deep.equal(['turn:a?transport=udp', MAX_URLS_EACH]);
  });

  it('takes statistics that are missing, absurd or run backwards for nothing', () => {
    const report = (entries: object[]): RTCStatsReport =>
      new Map(entries.map((entry, index) => [String(index), entry]));
    const empty = readSample(report([]), report([]), 0);
    const absurd = readSample(
      report([{ type: 'outbound-rtp', kind: 'video', bytesSent: 'many' }]),
      report([{ type: 'inbound-rtp', kind: 'video', framesDecoded: NaN, packetsLost: -5, jitter: -1 }]),
      0,
    );
    const nothing = { bitrateKbps: 0, framesPerSecond: 0, lossPercent: 0 };
    expect(measureBetween(empty, empty)).to.deep.equal(nothing);
    expect(measureBetween(empty, absurd)).to.deep.equal(nothing);
  });
});
