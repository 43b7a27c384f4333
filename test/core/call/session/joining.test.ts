import { expect } from '@open-wc/testing';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { FakeTransport } from '../../../fakes/fake-transport.js';
import { turn } from '../../../fakes/turn.js';
import { admission, spokenHere } from '../../../fakes/wire.js';

describe('joining', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  it('ends in the room, with an id, the room’s name and the time when it began', async () => {
    const { call, told } = await world.join('Ann');
    const { state, self, participants, room, startedAt, topology, error } = call.snapshot;
    expect([state, room, startedAt, topology, error]).to.deep.equal([
      ...['joined', 'tea', world.clock.now(), 'mesh', null],
    ]);
    expect([self.name, self.role, participants[0] === self]).to.deep.equal(['Ann', 'host', true]);
    const steps = told.map(({ type }) => type).filter((type) => /state|joined/.test(type));
    expect(steps).to.deep.equal(['noom-state-changed', 'noom-state-changed', 'noom-joined']);
  });

  it('shows who is there, and shows the newcomer to them', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    expect([ann.others, bob.others]).to.deep.equal([['Bob'], ['Ann']]);
    const [seen] = bob.call.snapshot.participants.slice(1);
    expect([seen?.connection, seen?.sources.camera.on, seen?.sources.camera.track?.kind]).to.deep.equal([
      ...['connected', true, 'video'],
    ]);
    expect(ann.heard('noom-participant-joined').map(({ participant }) => participant.name)).to.deep.equal(['Bob']);
    expect(bob.heard('noom-participant-joined').map(({ participant }) => participant.name)).to.deep.equal(['Ann']);
  });

  it('is the same join when called twice, also once joined', async () => {
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

  it('tells at once which sources are on already, and tells nothing twice', async () => {
    const ann = world.create('Ann', { microphone: false });
    await ann.call.prepare();
    await ann.call.join();
    await turn();
    const sources = { microphone: false, camera: true, screen: false, screenAudio: false };
    const [{ nonce, ...asked } = { nonce: '' }, ...more] = ann.asked('room:join') as { nonce?: string }[];
    expect(asked).to.deep.equal({ room: 'tea', name: 'Ann', sources, lastSeq: 0, ...spokenHere() });
    expect(nonce, '128 random bits').to.match(/^[0-9a-f]{32}$/);
    expect(more).to.deep.equal([]);
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

  it('closes the connection that was opened for prejoin when it uses another server', async () => {
    const ann = world.create('Ann');
    await ann.call.prepare();
    await turn();
    ann.call.configure({ signalingUrl: 'https://elsewhere.example' });
    await ann.call.join();
    expect(ann.transports.map(({ isConnected }) => isConnected)).to.deep.equal([false, true]);
  });

  it('sends the token, and requests a new one each time when it is a function', async () => {
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
    if (plane) plane.handleAdmitted = ({ iceServers }) => void seen.push(iceServers);
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

  describe('with a lobby', () => {
    it('waits there, and is joined when admitted', async () => {
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

    it('fails when the newcomer is not admitted', async () => {
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
