import { expect } from '@open-wc/testing';
import type { CallEventMap } from '../../../../src/core/index.js';
import { CallWorld, NOTHING, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { FakeTransport } from '../../../fakes/fake-transport.js';
import { turn } from '../../../fakes/turn.js';
import { admission, wireParticipant } from '../../../fakes/wire.js';

describe('leaving', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  async function expectNothingLeft(person: Person): Promise<void> {
    await turn();
    expect(await person.leftovers()).to.deep.equal(NOTHING);
    expect(world.clock.pending, 'timers left behind').to.equal(0);
    expect(person.devices.watcherCount, 'watchers left behind').to.equal(0);
    expect(person.others).to.deep.equal([]);
  }

  it('stops the camera and closes every connection, and the others see it', async () => {
    const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
    await bob.call.leave();
    const { state, leaveReason, self, participants } = bob.call.snapshot;
    expect([state, leaveReason, self.id, participants.length]).to.deep.equal(['left', 'left', '', 1]);
    expect([self.sources.camera.track, self.sources.microphone.track]).to.deep.equal([null, null]);
    expect(bob.heard('noom-left').map(({ reason }) => reason)).to.deep.equal(['left']);
    await turn();
    expect(await bob.leftovers()).to.deep.equal(NOTHING);
    expect(ann.others).to.deep.equal([]);
    expect(ann.heard('noom-participant-left').map(({ reason }) => reason)).to.deep.equal(['left']);
  });

  it('twice is leaving once', async () => {
    const ann = await world.join('Ann');
    await Promise.all([ann.call.leave(), ann.call.leave()]);
    await ann.call.leave();
    expect(ann.heard('noom-left')).to.have.length(1);
    expect(ann.asked('room:leave')).to.have.length(1);
  });

  it('before joining does nothing', async () => {
    const ann = world.create('Ann');
    await ann.call.leave();
    expect([ann.call.snapshot.state, ann.told]).to.deep.equal(['idle', []]);
  });

  it('prejoin turns the camera off again and is not reported as leaving a room', async () => {
    const ann = world.create('Ann');
    await ann.call.prepare();
    await ann.call.leave();
    expect([ann.call.snapshot.state, ann.call.snapshot.leaveReason]).to.deep.equal(['idle', null]);
    expect(ann.heard('noom-left')).to.deep.equal([]);
    await expectNothingLeft(ann);
  });

  it('while the camera is still opening keeps it off', async () => {
    const ann = world.create('Ann');
    ann.devices.hold();
    await ann.call.join();
    await ann.call.leave();
    ann.devices.release();
    await expectNothingLeft(ann);
    expect(ann.devices.tracks).to.have.length(2);
  });

  for (const [when, wait] of [
    ['before it is connected', () => undefined],
    ['before it is answered', () => Promise.resolve()],
    ['a moment later', turn],
  ] as const) {
    it(`in the middle of joining, ${when}, rejects the join and leaves nothing behind`, async () => {
      world.signaling.unreachable(when === 'a moment later');
      const bob = world.create('Bob');
      const joining = codeOf(bob.call.join());
      await wait();
      await bob.call.leave();
      expect(await joining).to.equal('not-allowed');
      expect([bob.call.snapshot.state, bob.call.snapshot.error]).to.deep.equal(['left', null]);
      await expectNothingLeft(bob);
      world.signaling.unreachable(false);
      const ann = await world.join('Ann');
      expect(ann.others).to.deep.equal([]);
    });
  }

  it('in the lobby leaves nothing behind', async () => {
    const transport = new FakeTransport();
    const ann = world.create('Ann', {}, { createTransport: () => transport });
    const joining = codeOf(ann.call.join());
    transport.connect();
    (await transport.next()).answer({ lobby: true, resume: 'ticket' });
    await turn();
    await ann.call.leave();
    expect(await joining).to.equal('not-allowed');
    expect(transport.sent).to.deep.equal(['room:join', 'room:leave']);
    (await transport.next()).answer({});
    await turn();
    expect(transport.isOpen).to.equal(false);
    await expectNothingLeft(ann);
  });

  const moments: (keyof CallEventMap)[] = [
    'noom-state-changed',
    'noom-joined',
    'noom-participant-joined',
    'noom-track-added',
  ];
  for (const moment of moments) {
    it(`at the first “${moment}” event leaves nothing behind`, async () => {
      const ann = await world.join('Ann');
      await world.join('Cas');
      const bob = world.create('Bob');
      bob.call.addEventListener(moment, () => void bob.call.leave(), { once: true });
      await codeOf(bob.call.join());
      await turn();
      expect(bob.call.snapshot.state).to.equal('left');
      expect([await bob.leftovers(), bob.others, bob.devices.watcherCount]).to.deep.equal([NOTHING, [], 0]);
      expect(ann.others).to.deep.equal(['Cas']);
    });
  }

  it('at the first event of prejoin opens nothing', async () => {
    const ann = world.create('Ann');
    ann.call.addEventListener('noom-state-changed', () => void ann.call.leave(), { once: true });
    await ann.call.prepare();
    expect([ann.call.snapshot.state, ann.devices.requests, ann.transports]).to.deep.equal(['idle', [], []]);
    await expectNothingLeft(ann);
  });

  it('leaves nothing behind after thirty joins', async () => {
    const ann = await world.join('Ann');
    // Her features are loaded by then.
    world.clock.advance(1000);
    await turn();
    const pending = world.clock.pending;
    const bob = world.create('Bob');
    for (let round = 0; round < 30; round += 1) {
      await bob.call.join();
      await turn();
      expect([ann.others, bob.others]).to.deep.equal([['Bob'], ['Ann']]);
      await bob.call.leave();
      await turn();
    }
    expect(world.clock.pending).to.equal(pending);
    expect(await bob.leftovers()).to.deep.equal(NOTHING);
    expect([bob.devices.tracks.length, bob.devices.watcherCount, ann.others]).to.deep.equal([60, 0, []]);
    expect((await ann.leftovers()).links).to.equal(0);
  });

  it('keeps what was wanted for the next join', async () => {
    const ann = await world.join('Ann');
    await ann.call.setCamera(false);
    await ann.call.leave();
    await ann.call.join();
    await turn();
    const { camera, microphone } = ann.call.snapshot.self.sources;
    expect([camera.on, microphone.on]).to.deep.equal([false, true]);
  });

  describe('happens by itself', () => {
    const hide = (persisted: boolean): boolean => dispatchEvent(new PageTransitionEvent('pagehide', { persisted }));
    const setHidden = (): void => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    };

    it('when the page is unloaded, and not when it enters the back/forward cache', async () => {
      const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
      hide(true);
      await turn();
      expect(ann.others).to.deep.equal(['Bob']);
      bob.call.addEventListener('noom-left', () => expect(bob.asked('room:leave')).to.have.length(1));
      hide(false);
      await turn();
      expect([ann.call.snapshot.state, bob.call.snapshot.state]).to.deep.equal(['left', 'left']);
    });

    it('when the page enters that cache and is hidden at once, from which some browsers do not come back', async () => {
      const ann = await world.join('Ann');
      hide(true);
      expect(ann.call.snapshot.state).to.equal('joined');
      setHidden();
      document.dispatchEvent(new Event('visibilitychange'));
      Reflect.deleteProperty(document, 'visibilityState');
      expect(ann.call.snapshot.state).to.equal('left');
    });

    it('when the page enters that cache while it is hidden', async () => {
      const ann = await world.join('Ann');
      setHidden();
      hide(true);
      Reflect.deleteProperty(document, 'visibilityState');
      expect(ann.call.snapshot.state).to.equal('left');
    });

    it('no more when the participant has left already: nothing listens to the page', async () => {
      const signals: (AbortSignal | undefined)[] = [];
      const listen = window.addEventListener.bind(window);
      const watched = (type: string, listener: EventListener, options?: AddEventListenerOptions): void => {
        if (type === 'pagehide') signals.push(options?.signal);
        listen(type, listener, options);
      };
      Object.defineProperty(window, 'addEventListener', { value: watched, configurable: true });
      try {
        const ann = await world.join('Ann');
        expect(signals.map((signal) => signal?.aborted)).to.deep.equal([false]);
        await ann.call.leave();
        expect(signals.map((signal) => signal?.aborted)).to.deep.equal([true]);
      } finally {
        Reflect.deleteProperty(window, 'addEventListener');
      }
    });

    it('when the server ends the room, with its reason', async () => {
      const transport = new FakeTransport();
      const ann = world.create('Ann', {}, { createTransport: () => transport });
      const joining = ann.call.join();
      transport.connect();
      (await transport.next()).answer(admission({ participants: [wireParticipant('bob')] }));
      await joining;
      transport.tell({ name: 'room:ended', payload: { seq: 1, reason: 'duplicate' } });
      const { state, leaveReason, error } = ann.call.snapshot;
      expect([state, leaveReason, error]).to.deep.equal(['left', 'duplicate', null]);
      expect(ann.heard('noom-left', 'noom-participant-left').map(({ reason }) => reason)).to.deep.equal([
        ...['duplicate', 'duplicate'],
      ]);
      await expectNothingLeft(ann);
      expect(transport.isOpen).to.equal(false);
    });
  });
});
