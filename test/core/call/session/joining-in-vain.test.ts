import { expect } from '@open-wc/testing';
import { defaultSeams } from '../../../../src/core/call/defaults.js';
import { CallController, type CallOptions } from '../../../../src/core/index.js';
import { CallWorld, NOTHING, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { turn } from '../../../fakes/turn.js';

const statesOf = (person: Person): string[] => person.heard('noom-state-changed').map(({ state }) => state);
const errorsOf = (person: Person): string[] => person.heard('noom-error').map(({ error }) => error.code);

describe('a join that fails', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  describe('with an option missing or wrong', () => {
    const wrong: [what: string, options: CallOptions, code: string, fix: CallOptions][] = [
      ['no room', { room: '' }, 'invalid-room', { room: 'tea' }],
      ['a room of white space only', { room: ' \n' }, 'invalid-room', { room: 'tea' }],
      ['a room of 65 characters', { room: '차'.repeat(65) }, 'invalid-room', { room: '차'.repeat(64) }],
      ['no name', { displayName: '' }, 'invalid-name', { displayName: 'Ann' }],
      ['a name of two lines', { displayName: 'A\nB' }, 'invalid-name', { displayName: 'A B' }],
      ['a name of 65 characters', { displayName: '🍵'.repeat(65) }, 'invalid-name', { displayName: '🍵'.repeat(64) }],
    ];
    for (const [what, options, code, fix] of wrong) {
      it(`such as ${what}, is refused and reported, changes nothing, and can be tried again`, async () => {
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

    describe('such as a browser without RTCPeerConnection', () => {
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

      it('is reported in prejoin, before a join', async () => {
        const call = new CallController({ room: 'tea', displayName: 'Ann', camera: false, microphone: false });
        await call.prepare();
        expect([call.snapshot.state, call.snapshot.error?.code]).to.deep.equal(['prejoin', 'unsupported']);
        await call.leave();
      });

      it('does not matter where media uses another transport', async () => {
        const { call } = await world.join('Ann');
        expect(call.snapshot.state).to.equal('joined');
      });
    });

    // The last ones, without a scheme, would be paths of the page.
    for (const signalingUrl of ['ftp://example.org', 'http://', '127.0.0.1:3000', 'call.example.org/noom']) {
      it(`such as ${signalingUrl} for a server, is reported like any other failure`, async () => {
        const call = new CallController({ room: 'tea', displayName: 'Ann', signalingUrl });
        expect(await codeOf(call.join())).to.equal('signaling-unreachable');
        expect([call.snapshot.state, call.snapshot.error?.message]).to.deep.equal([
          ...['failed', `“${signalingUrl}” is not the address of a signaling server.`],
        ]);
      });
    }

    it('such as the address of a server, makes no media plane, which nothing would close', async () => {
      const createTransport = defaultSeams().createTransport;
      const ann = world.create('Ann', { signalingUrl: 'ftp://example.org' }, { createTransport });
      await ann.call.prepare();
      expect(await codeOf(ann.call.join())).to.equal('signaling-unreachable');
      expect(ann.planes).to.deep.equal([]);
    });
  });

  describe('after it has begun', () => {
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
      it(`fails with “${code}” when the server refuses so, leaves nothing behind, and can be tried again`, async () => {
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
      ['returns an error page', () => Promise.resolve('<html><h1>502 Bad Gateway</h1></html>')],
      ['returns nothing', () => Promise.resolve(undefined as unknown as string)],
    ];
    for (const [what, token] of noTokens) {
      it(`fails with its own message when the page’s token function ${what} for 10 s, and can be tried again`, async () => {
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

    it('waits for a token that is returned at the third attempt, and requests it only when connected', async () => {
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

    it('can be tried again by a listener of the failure', async () => {
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
});
