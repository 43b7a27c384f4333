import { expect } from '@open-wc/testing';
import { browserDevices, type CheckStep, type ConnectionCheck, type Devices } from '../../../src/core/index.js';
import { CountedConnections } from '../../fakes/counted/counted-connections.js';
import { RealRoom } from '../../harness/browser/real-call.js';
import { until } from '../../harness/until.js';

/** What the TURN server beside the tests is like. */
interface Turn {
  readonly reason?: string;
  readonly urls: Record<'stun' | 'udp' | 'tcp' | 'tls', string>;
  readonly right: { username: string; credential: string };
  readonly wrong: { username: string; credential: string };
  readonly garbage: string;
}

/** Devices of this browser, which remember what they gave. */
function recordedDevices(): { devices: Devices; tracks: MediaStreamTrack[] } {
  const tracks: MediaStreamTrack[] = [];
  const devices: Devices = {
    ...browserDevices,
    async open(request) {
      const result = await browserDevices.open(request);
      tracks.push(...Object.values(result).filter((track) => track !== null));
      return result;
    },
  };
  return { devices, tracks };
}

const codesOf = (steps: readonly CheckStep[]): Record<string, string> =>
  Object.fromEntries(steps.map(({ name, status, code }) => [name, `${status} ${code}`]));

const figuresOf = ({ steps }: ConnectionCheck, name: CheckStep['name']): CheckStep['figures'] =>
  steps.find((step) => step.name === name)?.figures ?? {};

/** The kinds of candidates that a connection has used, both its own and the other side's. */
async function usedTypes(pc: RTCPeerConnection): Promise<string[]> {
  const entries = [...(await pc.getStats()).values()] as Record<string, unknown>[];
  const own = entries.filter(({ type }) => type === 'local-candidate').map(({ candidateType }) => candidateType);
  return [...new Set(own.map(String))];
}

describe('the check of a connection, with a real STUN and TURN server', () => {
  let turn: Turn;
  let room: RealRoom;
  let connections: CountedConnections;

  before(async function () {
    const response = await fetch('/__noom-turn.json');
    turn = (await response.json()) as Turn;
    // Where there is none, which the run says. Continuous integration has one.
    if (turn.reason !== undefined) this.skip();
  });

  beforeEach(() => {
    room = new RealRoom();
    connections = new CountedConnections();
  });

  afterEach(async () => {
    await room.close();
    connections.close();
  });

  it('names wrong credentials, garbage and an invalid address before a join, and is cancelled without a trace', async () => {
    const { devices, tracks } = recordedDevices();
    const iceServers = [
      { urls: [turn.urls.tcp, turn.urls.tls], ...turn.wrong },
      { urls: turn.garbage, ...turn.right },
      { urls: 'nonsense:' },
    ];
    const call = await room.create('Ann', { iceServers }, { devices });
    const steps: CheckStep[] = [];
    const cancelling = new AbortController();
    const running = call
      .checkConnection({ signal: cancelling.signal, onStep: (step) => steps.push(step) })
      .catch((error: unknown) => error);
    await until(() => steps.length === 7, 'every server was looked for');
    await until(() => connections.open.length === 2, 'the call with itself has begun');
    cancelling.abort('enough');
    expect(await running).to.equal('enough');
    expect(codesOf(steps)).to.deep.equal({
      microphone: 'ok works',
      camera: 'ok works',
      signaling: 'ok works',
      stun: 'failed invalid-server',
      'turn-udp': 'failed unreachable',
      'turn-tcp': 'failed wrong-credentials',
      // Its certificate is not trusted.
      'turn-tls': 'failed unreachable',
    });
    expect([connections.open.length, tracks.map(({ readyState }) => readyState)]).to.deep.equal([
      0,
      ['ended', 'ended'],
    ]);
    expect(call.snapshot.state).to.equal('idle');
  });

  it('finds each server during a call, calls itself through the relay, and leaves the call as it is', async () => {
    const iceServers = [{ urls: turn.urls.stun }, { urls: [turn.urls.udp, turn.urls.tcp], ...turn.right }];
    const { devices, tracks } = recordedDevices();
    const ann = await room.join('Ann', { iceServers, icePolicy: 'relay', camera: false }, { devices });
    const bob = await room.join('Bob', { iceServers, icePolicy: 'relay', camera: false });
    await until(() =>
      [ann, bob].every(({ snapshot }) => snapshot.participants.every(({ connection }) => connection === 'connected')),
    );
    const inCall = connections.open;
    expect(await Promise.all(inCall.map(usedTypes)), 'relay is relay alone').to.deep.equal([['relay'], ['relay']]);
    const check = await ann.checkConnection();
    expect(codesOf(check.steps)).to.deep.equal({
      microphone: 'ok works',
      camera: 'ok works',
      signaling: 'ok works',
      stun: 'skipped relay-only',
      'turn-udp': 'ok works',
      'turn-tcp': 'ok works',
      'turn-tls': 'skipped not-configured',
      loopback: codesOf(check.steps)['loopback'],
    });
    const {
      isRelayed,
      framesPerSecond = 0,
      bitrateKbps = 0,
      roundTripMs = -1,
      // A machine that is too busy loses packets on its way to itself.
      lossPercent = -1,
    } = figuresOf(check, 'loopback');
    expect([isRelayed, framesPerSecond > 0, bitrateKbps > 10, roundTripMs >= 0, lossPercent >= 0]).to.deep.equal([
      ...[true, true, true, true, true],
    ]);
    expect(
      connections.open.map((pc) => inCall.indexOf(pc)),
      'the connections of the call alone',
    ).to.deep.equal([0, 1]);
    expect(ann.snapshot.participants.map(({ connection }) => connection)).to.deep.equal(['connected', 'connected']);
    expect(tracks.map(({ kind, readyState }) => `${kind} ${readyState}`)).to.deep.equal(['audio live', 'video ended']);
    expect(ann.snapshot.self.sources.microphone.on).to.equal(true);
  });
});
