import { expect } from '@open-wc/testing';
import { lazyParts } from '../../../src/core/call/lazy/features.js';
import { browserDevices, CallController, type CallError, type CallSnapshot } from '../../../src/core/index.js';
import { CallWorld, type Person } from '../../fakes/worlds/call-world.js';
import { codeOf } from '../../fakes/code-of.js';
import { reportedErrors } from '../../fakes/reported-errors.js';
import { turn } from '../../fakes/turn.js';

describe('a call controller', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  describe('with subscribers', () => {
    it('tells each of every new snapshot, and none of the present one', async () => {
      const { call } = world.create('Ann');
      const seen: CallSnapshot[] = [];
      const stop = call.subscribe((snapshot) => seen.push(snapshot));
      expect(seen).to.deep.equal([]);
      await call.join();
      expect(seen.at(-1)).to.equal(call.snapshot);
      expect(new Set(seen).size).to.equal(seen.length);
      stop();
      stop();
      const count = seen.length;
      await call.leave();
      expect(seen).to.have.length(count);
    });

    it('that throw goes on, tells the others, and reports what they threw', async () => {
      const { call } = world.create('Ann');
      const [error, seen] = [new Error('broken subscriber'), [] as string[]];
      call.subscribe(() => {
        throw error;
      });
      call.subscribe(({ state }) => seen.push(state));
      const reported = await reportedErrors(async () => {
        await call.join();
        await turn();
        await call.leave();
      });
      expect([seen.includes('joined'), seen.at(-1)]).to.deep.equal([true, 'left']);
      expect([reported.length, new Set(reported)]).to.deep.equal([seen.length, new Set([error])]);
    });
  });

  describe('with listeners', () => {
    it('that throw goes on, and tells the others', async () => {
      const ann = world.create('Ann');
      const [error, heard] = [new Error('broken listener'), [] as string[]];
      for (const type of ['noom-state-changed', 'noom-joined', 'noom-track-added'] as const) {
        ann.call.addEventListener(type, () => {
          throw error;
        });
        ann.call.addEventListener(type, () => heard.push(type));
      }
      const reported = await reportedErrors(async () => {
        await ann.call.join();
        await turn();
      });
      expect([ann.call.snapshot.state, ann.call.snapshot.self.sources.camera.on]).to.deep.equal(['joined', true]);
      expect(heard).to.have.length(reported.length);
      expect(reported.every((each) => each === error)).to.equal(true);
      await reportedErrors(() => ann.call.leave());
      expect(ann.devices.liveTracks).to.have.length(0);
    });

    it('reports a hand once it is up, and the server’s refusal', async () => {
      const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
      await ann.call.raiseHand(true);
      await turn();
      expect(
        [ann, bob].map((each) => each.heard('noom-hand-changed').map(({ participant }) => participant.name)),
      ).to.deep.equal([['Ann'], ['Ann']]);
      world.signaling.refuseNext('rate-limited', 'state:set');
      expect(await codeOf(ann.call.raiseHand(false))).to.equal('rate-limited');
      expect([ann.call.snapshot.self.hand, ann.call.snapshot.error?.code]).to.deep.equal([true, 'rate-limited']);
    });
  });

  describe('with a pin', () => {
    it('pins a participant who is there, on this page only', async () => {
      const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
      await ann.call.pin(bob.id);
      expect([ann.call.snapshot.pinnedId, bob.call.snapshot.pinnedId]).to.deep.equal([bob.id, null]);
      await ann.call.pin(null);
      expect(await codeOf(ann.call.pin('nobody'))).to.equal('not-allowed');
      await ann.call.pin(bob.id);
      await bob.call.leave();
      await turn();
      expect(ann.heard('noom-pin-changed').map(({ participant }) => participant?.name)).to.deep.equal([
        ...['Bob', undefined, 'Bob', undefined],
      ]);
    });
  });

  describe('with voices', () => {
    it('reports how loud each is, who speaks, and who is the active speaker', async () => {
      const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
      const [plane] = bob.planes;
      if (plane) plane.level = 0.5;
      // Once connecting is over, the speech detection is fetched.
      world.clock.advance(1000);
      await lazyParts.load();
      await turn();
      world.clock.advance(200);
      const seen = ann.call.snapshot.participants[1];
      expect([ann.call.levels.get(bob.id), seen?.isSpeaking, ann.call.snapshot.activeSpeakerId]).to.deep.equal([
        ...[0.5, true, bob.id],
      ]);
      await bob.call.setMicrophone(false);
      await turn();
      world.clock.advance(200);
      expect([ann.call.snapshot.participants[1]?.isSpeaking, ann.call.snapshot.activeSpeakerId]).to.deep.equal([
        false,
        null,
      ]);
      expect(ann.heard('noom-active-speaker-changed').map(({ participant }) => participant?.name)).to.deep.equal([
        ...['Bob', undefined],
      ]);
      expect([ann.call.levels.get('nobody'), ann.call.levels.get(ann.id)]).to.deep.equal([0, 0]);
    });

    /** Ann's call, in which Bob is heard speaking. */
    async function hearBob(): Promise<[ann: Person, bob: Person, isSpeaking: () => boolean | undefined]> {
      const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
      const [plane] = bob.planes;
      if (plane) plane.level = 0.5;
      world.clock.advance(1000);
      await lazyParts.load();
      await turn();
      world.clock.advance(200);
      return [ann, bob, () => ann.call.snapshot.participants[1]?.isSpeaking];
    }

    for (const hours of [-1, 1]) {
      it(`reports who speaks after the system clock was set by ${String(hours)} h`, async () => {
        const [, bob, isSpeaking] = await hearBob();
        const [plane] = bob.planes;
        if (plane) plane.level = 0;
        world.clock.set(hours * 3_600_000);
        world.clock.advance(200);
        expect(isSpeaking(), 'in the pause between two words').to.equal(true);
        world.clock.advance(1000);
        expect(isSpeaking(), 'silent').to.equal(false);
      });
    }

    it('reports a participant whose connection is interrupted as silent, whatever level was last', async () => {
      const [ann, bob, isSpeaking] = await hearBob();
      const [plane] = ann.planes;
      if (plane) plane.audioLevel = () => 0.5;
      expect(isSpeaking()).to.equal(true);
      bob.planes[0]?.setPath('interrupted');
      world.clock.advance(200);
      expect([isSpeaking(), ann.call.snapshot.activeSpeakerId]).to.deep.equal([false, null]);
      bob.planes[0]?.setPath('connected');
      world.clock.advance(200);
      expect(isSpeaking()).to.equal(true);
    });
  });

  describe('with a page’s own messages for errors', () => {
    const korean = { message: '방이 가득 찼습니다.', hint: '나중에 다시 시도하세요.' };
    const describeError = ({ code }: CallError) => (code === 'room-full' ? korean : undefined);

    it('uses them wherever the error is reported', async () => {
      world.signaling.refuseNext('room-full', 'room:join');
      const ann = world.create('Ann', { describeError });
      const rejected = await ann.call.join().catch((error: unknown) => error as CallError);
      const errors = [rejected, ann.call.snapshot.error, ann.heard('noom-error')[0]?.error];
      for (const error of errors) expect(error).to.include({ ...korean, code: 'room-full', fatal: true });
    });

    it('keeps the English ones where it has none', async () => {
      const ann = world.create('', { describeError });
      const rejected = await ann.call.join().catch((error: unknown) => error as CallError);
      expect(rejected).to.have.property('message', 'Your name is missing or too long.');
      expect(ann.call.snapshot.error).to.equal(rejected);
    });

    it('uses them for devices, too', async () => {
      const ann = await world.join('Ann', { camera: false, describeError: () => ({ message: 'M', hint: 'H' }) });
      ann.devices.failWhen(() => 'device-in-use');
      const rejected = await ann.call.setCamera(true).catch((error: unknown) => error);
      for (const error of [rejected, ann.call.snapshot.error]) {
        expect(error).to.include({ code: 'device-in-use', message: 'M', hint: 'H' });
      }
    });
  });

  describe('that is configured', () => {
    it('changes the name at once outside of a room, and keeps it inside', async () => {
      const { call } = world.create('Ann');
      call.configure({ displayName: 'Anne' });
      expect(call.snapshot.self.name).to.equal('Anne');
      await call.join();
      call.configure({ displayName: 'Bea', room: 'coffee' });
      expect([call.snapshot.self.name, call.snapshot.room]).to.deep.equal(['Anne', 'tea']);
      await call.leave();
      await call.join();
      expect([call.snapshot.self.name, call.snapshot.room]).to.deep.equal(['Bea', 'coffee']);
    });

    it('uses the name as the server returns it', async () => {
      const ann = await world.join(`  ${'한'.normalize('NFD')} `);
      expect(ann.call.snapshot.self.name).to.equal('한');
    });
  });

  it('reports on a call in plain data without names and messages', async () => {
    const [ann] = [await world.join('Ann'), await world.join('Bob')];
    await ann.call.sendMessage('secret');
    await codeOf(ann.call.sendMessage('x', { to: 'nobody' }));
    const report = await ann.call.getReport();
    expect(JSON.parse(JSON.stringify(report))).to.deep.equal(report);
    expect(JSON.stringify(report)).to.not.match(/Ann|Bob|secret/);
    expect([report.state, report.error?.code, report.participants.map(({ id }) => id)]).to.deep.equal([
      ...['joined', 'not-allowed', ['1', '2']],
    ]);
    expect((await world.create('Cas').call.getReport()).state).to.equal('idle');
  });

  describe('in a browser without devices', () => {
    beforeEach(() => {
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true });
    });
    afterEach(() => {
      Reflect.deleteProperty(navigator, 'mediaDevices');
    });

    it('can be created, and read', async () => {
      const call = new CallController();
      expect([call.snapshot.state, call.levels.get('')]).to.deep.equal(['idle', 0]);
      await call.leave();
    });

    it('joins nevertheless, and reports that there is nothing to open', async () => {
      const ann = await world.join('Ann', {}, { devices: browserDevices });
      const { state, devices, error, self } = ann.call.snapshot;
      expect([state, devices.cameras, error?.code, self.sources.camera.on]).to.deep.equal([
        ...['joined', [], 'unsupported', false],
      ]);
    });
  });
});
