import { expect } from '@open-wc/testing';
import { CallController, type CallOptions } from '../../../src/core/index.js';
import { CallWorld, NOTHING, type Person } from '../../fakes/call-world.js';
import { codeOf } from '../../fakes/code-of.js';
import { FakeTransport } from '../../fakes/fake-transport.js';
import { turn } from '../../fakes/turn.js';
import { admission, spokenHere } from '../../fakes/wire.js';

const statesOf = (person: Person): string[] => person.heard('noom-state-changed').map(({ state }) => state);
const errorsOf = (person: Person): string[] => person.heard('noom-error').map(({ error }) => error.code);

describe('joining', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  it('ends inside the room, as oneself, with the room’s name and when it began', async () => {
    const { call, told } = await world.join('Ann');
    const { state, self, participants, room, startedAt, topology, error } = call.snapshot;
    expect([state, room, startedAt, topology, error]).to.deep.equal([
      ...['joined', 'tea', world.clock.now(), 'mesh', null],
    ]);
    expect([self.name, self.role, participants[0] === self]).to.deep.equal(['Ann', 'host', true]);
    const steps = told.map(({ type }) => type).filter((type) => /state|joined/.test(type));
    expect(steps).to.deep.equal(['noom-state-changed', 'noom-state-changed', 'noom-joined']);
  });

  it('shows who is there, and shows them who came', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    expect([ann.others, bob.others]).to.deep.equal([['Bob'], ['Ann']]);
    const [seen] = bob.call.snapshot.participants.slice(1);
    expect([seen?.isConnected, seen?.sources.camera.on, seen?.sources.camera.track?.kind]).to.deep.equal([
      ...[true, true, 'video'],
    ]);
    expect(ann.heard('noom-participant-joined').map(({ participant }) => participant.name)).to.deep.equal(['Bob']);
    expect(bob.heard('noom-participant-joined').map(({ participant }) => participant.name)).to.deep.equal(['Ann']);
  });

  it('is the same joining when asked twice, also once inside', async () => {
    const { call, told } = world.create('Ann');
    const joining = call.join();
    expect(call.join()).to.equal(joining);
    await joining;
    expect(call.join()).to.equal(joining);
    expect(told.filter(({ type }) => type === 'noom-joined')).to.have.length(1);
  });

  it('does not wait for the camera', async () => {
    const ann = world.create('Ann');
    ann.devices.hold();
    await ann.call.join();
    const { state, self } = ann.call.snapshot;
    expect([state, self.sources.camera.on, self.sources.camera.pending]).to.deep.equal(['joined', false, true]);
  });

  it('tells the others once of each source that opens after it', async () => {
    const bob = await world.join('Bob');
    const ann = world.create('Ann', { microphone: false });
    ann.devices.hold();
    await ann.call.join();
    await turn();
    expect(bob.call.snapshot.participants[1]?.sources.camera.on).to.equal(false);
    ann.devices.release();
    await turn();
    expect(bob.call.snapshot.participants[1]?.sources.camera.on).to.equal(true);
    expect(ann.asked('state:set')).to.deep.equal([
      { sources: { microphone: false, camera: true, screen: false, screenAudio: false } },
    ]);
  });

  it('says at once which sources are on already, and tells nothing twice', async () => {
    const ann = world.create('Ann', { microphone: false });
    await ann.call.prepare();
    await ann.call.join();
    await turn();
    const sources = { microphone: false, camera: true, screen: false, screenAudio: false };
    expect(ann.asked('room:join')).to.deep.equal([{ room: 'tea', name: 'Ann', sources, ...spokenHere() }]);
    expect(ann.asked('state:set')).to.deep.equal([]);
    expect(ann.devices.requests).to.have.length(1);
  });

  it('uses the connection that was opened for prejoin', async () => {
    const ann = world.create('Ann');
    await ann.call.prepare();
    await turn();
    expect([ann.call.snapshot.state, ann.transports[0]?.isConnected]).to.deep.equal(['prejoin', true]);
    await ann.call.join();
    expect(ann.transports).to.have.length(1);
  });

  it('closes the connection that was opened for prejoin when it goes to another server', async () => {
    const ann = world.create('Ann');
    await ann.call.prepare();
    await turn();
    ann.call.configure({ signalingUrl: 'https://elsewhere.example' });
    await ann.call.join();
    expect(ann.transports.map(({ isConnected }) => isConnected)).to.deep.equal([false, true]);
  });

  it('brings the token, and asks for it anew each time when it can be asked', async () => {
    let count = 0;
    const ann = await world.join('Ann', { token: 'jwt' });
    const bob = await world.join('Bob', { token: () => Promise.resolve(`jwt ${String((count += 1))}`) });
    world.signaling.drop(bob.id);
    world.signaling.restore(bob.id);
    await turn();
    const tokensOf = (person: Person): unknown[] =>
      person.asked('room:join').map((payload) => ({ token: '', ...payload }).token);
    expect([tokensOf(ann), tokensOf(bob)]).to.deep.equal([['jwt'], ['jwt 1', 'jwt 2']]);
  });

  it('uses the page’s own ICE servers in place of the server’s', async () => {
    const given = [{ urls: 'turn:turn.example.org' }];
    const ann = world.create('Ann', { iceServers: given });
    const seen: unknown[] = [];
    const join = ann.call.join();
    const [plane] = ann.planes;
    if (plane) plane.setIceServers = (...servers: unknown[]) => void seen.push(...servers);
    await join;
    expect(seen).to.deep.equal([given]);
  });

  it('takes the ICE servers that the server renews, unless the page has its own', async () => {
    const own = [{ urls: 'turn:own.example.org' }];
    const renewed = [{ urls: 'turn:turn.example.org', username: 'until later', credential: 'fresh' }];
    for (const [iceServers, expected] of [
      [undefined, renewed],
      [own, own],
    ] as const) {
      const transport = new FakeTransport();
      const options = iceServers === undefined ? {} : { iceServers };
      const ann = world.create('Ann', options, { createTransport: () => transport });
      const joining = ann.call.join();
      transport.connect();
      (await transport.next()).answer(admission());
      await joining;
      const seen: unknown[] = [];
      const [plane] = ann.planes;
      if (plane) plane.setIceServers = (...servers: unknown[]) => void seen.push(...servers);
      transport.tell({ name: 'ice:servers', payload: { seq: 1, iceServers: renewed } });
      expect(seen).to.deep.equal([expected]);
    }
  });

  describe('with something missing', () => {
    const wrong: [what: string, options: CallOptions, code: string, fix: CallOptions][] = [
      ['no room', { room: '' }, 'invalid-room', { room: 'tea' }],
      ['a room of mere space', { room: ' \n' }, 'invalid-room', { room: 'tea' }],
      ['a room of 65 characters', { room: '차'.repeat(65) }, 'invalid-room', { room: '차'.repeat(64) }],
      ['no name', { displayName: '' }, 'invalid-name', { displayName: 'Ann' }],
      ['a name of two lines', { displayName: 'A\nB' }, 'invalid-name', { displayName: 'A B' }],
      ['a name of 65 characters', { displayName: '🍵'.repeat(65) }, 'invalid-name', { displayName: '🍵'.repeat(64) }],
    ];
    for (const [what, options, code, fix] of wrong) {
      it(`such as ${what}, is refused and told of, changes nothing, and can be tried again`, async () => {
        const ann = world.create('Ann', options);
        expect(await codeOf(ann.call.join())).to.equal(code);
        expect([ann.call.snapshot.state, ann.call.snapshot.error?.code, errorsOf(ann)]).to.deep.equal([
          ...['idle', code, [code]],
        ]);
        expect([statesOf(ann), ann.transports, ann.planes, ann.devices.requests]).to.deep.equal([[], [], [], []]);
        ann.call.configure(fix);
        await ann.call.join();
        expect([ann.call.snapshot.state, ann.call.snapshot.error]).to.deep.equal(['joined', null]);
      });
    }

    it('leaves prejoin as it is', async () => {
      const ann = world.create('', {});
      await ann.call.prepare();
      expect(await codeOf(ann.call.join())).to.equal('invalid-name');
      expect([ann.call.snapshot.state, ann.devices.liveTracks.length]).to.deep.equal(['prejoin', 2]);
    });

    it('such as a media server, is unsupported', async () => {
      const ann = world.create('Ann', { topology: 'sfu' });
      expect(await codeOf(ann.call.join())).to.equal('unsupported');
      expect([ann.call.snapshot.state, ann.call.snapshot.error?.fatal]).to.deep.equal(['failed', true]);
    });

    describe('such as a browser with connections', () => {
      const { RTCPeerConnection } = globalThis;
      beforeEach(() => Reflect.deleteProperty(globalThis, 'RTCPeerConnection'));
      afterEach(() => {
        globalThis.RTCPeerConnection = RTCPeerConnection;
      });

      it('is unsupported', async () => {
        const call = new CallController({ room: 'tea', displayName: 'Ann' });
        expect(await codeOf(call.join())).to.equal('unsupported');
        expect([call.snapshot.state, call.snapshot.error?.fatal]).to.deep.equal(['failed', true]);
      });

      it('is told while one gets ready, before anybody tries', async () => {
        const call = new CallController({ room: 'tea', displayName: 'Ann', camera: false, microphone: false });
        await call.prepare();
        expect([call.snapshot.state, call.snapshot.error?.code]).to.deep.equal(['prejoin', 'unsupported']);
        await call.leave();
      });

      it('is no matter where media travels in another way', async () => {
        const { call } = await world.join('Ann');
        expect(call.snapshot.state).to.equal('joined');
      });
    });

    it('such as the address of a server, is told like any other failure', async () => {
      const call = new CallController({ room: 'tea', displayName: 'Ann', signalingUrl: 'ftp://example.org' });
      expect(await codeOf(call.join())).to.equal('signaling-unreachable');
      expect([call.snapshot.state, call.snapshot.error?.message]).to.deep.equal([
        ...['failed', '“ftp://example.org” is not the address of a signaling server.'],
      ]);
    });
  });

  describe('that comes to nothing', () => {
    it('fails after 10 s when the server cannot be reached, with the camera off again', async () => {
      world.signaling.unreachable();
      const ann = world.create('Ann');
      const joining = codeOf(ann.call.join());
      await turn();
      expect(ann.devices.liveTracks).to.have.length(2);
      world.clock.advance(9999);
      await turn();
      expect(ann.call.snapshot.state).to.equal('connecting');
      world.clock.advance(1);
      expect(await joining).to.equal('signaling-unreachable');
      const { state, error, leaveReason } = ann.call.snapshot;
      expect([state, error?.code, error?.fatal, leaveReason]).to.deep.equal([
        ...['failed', 'signaling-unreachable', true, null],
      ]);
      expect(await ann.leftovers()).to.deep.equal(NOTHING);
      world.signaling.unreachable(false);
      await ann.call.join();
      expect(ann.call.snapshot.state).to.equal('joined');
    });

    for (const code of [
      'unauthorized',
      'token-expired',
      'room-full',
      'room-locked',
      'denied',
      'rate-limited',
    ] as const) {
      it(`fails with “${code}” when the server says so, leaves nothing behind, and can be tried again`, async () => {
        world.signaling.refuseNext(code, 'room:join');
        const ann = world.create('Ann');
        expect(await codeOf(ann.call.join())).to.equal(code);
        const { state, error } = ann.call.snapshot;
        expect([state, error?.code, error?.fatal]).to.deep.equal(['failed', code, true]);
        expect([statesOf(ann), errorsOf(ann), ann.heard('noom-left')]).to.deep.equal([
          ...[['connecting', 'failed'], [code], []],
        ]);
        await turn();
        expect([await ann.leftovers(), world.clock.pending]).to.deep.equal([NOTHING, 0]);
        await ann.call.join();
        expect([ann.call.snapshot.state, ann.call.snapshot.error]).to.deep.equal(['joined', null]);
      });
    }

    const noTokens: [what: string, token: () => Promise<string>][] = [
      ['fails', () => Promise.reject(new Error('offline'))],
      ['never answers', () => new Promise(() => undefined)],
      ['gives an error page', () => Promise.resolve('<html><h1>502 Bad Gateway</h1></html>')],
      ['gives nothing', () => Promise.resolve(undefined as unknown as string)],
    ];
    for (const [what, token] of noTokens) {
      it(`fails with words of its own when the page’s token function ${what} for 10 s, and can be tried again`, async () => {
        const ann = world.create('Ann', { token });
        const joining = codeOf(ann.call.join());
        for (let second = 0; second < 10; second += 1) {
          await turn();
          expect(ann.call.snapshot.state).to.equal('connecting');
          world.clock.advance(1000);
        }
        expect(await joining).to.equal('token-unavailable');
        expect([ann.call.snapshot.state, ann.call.snapshot.error?.fatal]).to.deep.equal(['failed', true]);
        expect(ann.call.snapshot.error?.cause).to.be.instanceOf(Error);
        expect([ann.asked('room:join'), world.clock.pending]).to.deep.equal([[], 0]);
        ann.call.configure({ token: () => 'jwt' });
        await ann.call.join();
        expect(ann.call.snapshot.state).to.equal('joined');
      });
    }

    it('waits for a token that comes at the third attempt, and asks for it when connected alone', async () => {
      world.signaling.unreachable();
      let asked = 0;
      const token = (): string => {
        asked += 1;
        if (asked < 3) throw new Error('offline');
        return 'jwt';
      };
      const ann = world.create('Ann', { token });
      const joining = ann.call.join();
      await turn();
      world.clock.advance(3000);
      await turn();
      expect(asked, 'while not connected').to.equal(0);
      world.signaling.unreachable(false);
      for (const pauseMs of [0, 1000, 2000]) {
        world.clock.advance(pauseMs);
        await turn();
      }
      await joining;
      expect([asked, ann.asked('room:join').length]).to.deep.equal([3, 1]);
    });

    it('can be tried again by whoever hears of the failure', async () => {
      world.signaling.refuseNext('room-full', 'room:join');
      const ann = world.create('Ann');
      const again = new Promise<void>((resolve, reject) => {
        ann.call.addEventListener('noom-error', () => void ann.call.join().then(resolve, reject), { once: true });
      });
      expect(await codeOf(ann.call.join())).to.equal('room-full');
      await again;
      await turn();
      const { state, self } = ann.call.snapshot;
      expect([state, self.sources.camera.on, statesOf(ann)]).to.deep.equal([
        ...['joined', true, ['connecting', 'failed', 'connecting', 'joined']],
      ]);
    });
  });

  describe('with a lobby', () => {
    it('waits there, and is inside when let in', async () => {
      const transport = new FakeTransport();
      const ann = world.create('Ann', {}, { createTransport: () => transport });
      const joining = ann.call.join();
      transport.connect();
      (await transport.next()).answer({ lobby: true, resume: 'ticket' });
      await turn();
      expect(ann.call.snapshot.state).to.equal('lobby');
      transport.tell({ name: 'lobby:admitted', payload: { seq: 1, ...admission() } });
      await joining;
      expect(ann.call.snapshot.state).to.equal('joined');
    });

    it('fails when one is not let in', async () => {
      const transport = new FakeTransport();
      const ann = world.create('Ann', {}, { createTransport: () => transport });
      const joining = codeOf(ann.call.join());
      transport.connect();
      (await transport.next()).answer({ lobby: true, resume: 'ticket' });
      await turn();
      transport.tell({ name: 'lobby:denied', payload: { seq: 1 } });
      expect(await joining).to.equal('denied');
      const { state, leaveReason } = ann.call.snapshot;
      expect([state, leaveReason, ann.heard('noom-left')[0]?.reason]).to.deep.equal(['failed', 'denied', 'denied']);
    });
  });
});
