import { expect } from '@open-wc/testing';
import type { CallController, CallSnapshot, Participant } from '../../../src/core/index.js';
import { createMemoryRoom, type MemoryRoom, type MemoryRoomOptions } from '../../../src/testing/index.js';
import { ColourEye } from '../../contracts/coloured-track.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { snapshotIs } from '../../fakes/snapshot-is.js';
import { turn } from '../../fakes/turn.js';

const named = ({ participants }: CallSnapshot, name: string): Participant | undefined =>
  participants.find((participant) => participant.name === name);
const isUp = (snapshot: CallSnapshot, name: string): boolean => named(snapshot, name)?.connection === 'connected';

describe('a room in memory', () => {
  const rooms: MemoryRoom[] = [];
  const createRoom = (options?: MemoryRoomOptions): MemoryRoom => {
    const room = createMemoryRoom(options);
    rooms.push(room);
    return room;
  };
  const join = async (room: MemoryRoom): Promise<CallController> => {
    const call = room.createCall({ displayName: 'You' });
    await call.join();
    return call;
  };
  afterEach(async () => {
    restore();
    await Promise.all(rooms.splice(0).map((room) => room.close()));
  });

  it('makes and plays no sound where it is silent, and shows who speaks all the same', async () => {
    const room = createRoom({ isSilent: true, participants: [{ name: 'Minji', speaking: true }] });
    await room.ready;
    const call = await join(room);
    await snapshotIs(call, (each) => named(each, 'Minji')?.sources.camera.track != null);
    const { microphone } = named(call.snapshot, 'Minji')?.sources ?? {};
    expect(microphone).to.include({ on: true, track: null });
    await snapshotIs(call, ({ activeSpeakerId }) => activeSpeakerId !== null);
    expect(call.snapshot.self.sources.microphone).to.include({ on: true, interrupted: false });
  });

  it('stands still, and moves on from there', async () => {
    const clock = new FakeClock();
    const films: HTMLCanvasElement[] = [];
    const { captureStream } = HTMLCanvasElement.prototype;
    replace(HTMLCanvasElement.prototype, 'captureStream', function (this: HTMLCanvasElement) {
      films.push(this);
      return captureStream.call(this);
    });
    const room = createRoom({ clock, participants: [{ name: 'Minji' }] });
    await room.ready;
    const picture = (): string => films[0]?.toDataURL() ?? '';
    const moving = picture();
    clock.advance(3000);
    const held = picture();
    expect(held).to.not.equal(moving);
    room.setStill(true);
    clock.advance(3000);
    expect(picture()).to.equal(held);
    room.setStill(false);
    clock.advance(1000);
    expect(picture()).to.not.equal(held);
  });

  it('shows its participants in their order, the first as the host, with their options', async () => {
    const room = createRoom({
      participants: [
        { name: 'Minji' },
        { name: 'Ann', microphone: false, hand: true },
        { name: '이준', camera: false },
      ],
    });
    await room.ready;
    const call = await join(room);
    const snapshot = await snapshotIs(call, (each) => ['Minji', 'Ann', '이준'].every((name) => isUp(each, name)));
    expect(snapshot.participants.map(({ name }) => name)).to.deep.equal(['You', 'Minji', 'Ann', '이준']);
    expect(named(snapshot, 'Minji')?.role).to.equal('host');
    expect(named(snapshot, 'Ann')?.hand).to.equal(true);
    expect(named(snapshot, 'Ann')?.sources.microphone.on).to.equal(false);
    expect(named(snapshot, '이준')?.sources.camera.on).to.equal(false);
    expect(named(snapshot, 'Minji')?.sources.camera.on).to.equal(true);
  });

  it('shows their pictures', async () => {
    const room = createRoom({ participants: [{ name: 'Ann', portrait: { from: 'lime', to: 'lime', skin: 'lime' } }] });
    const call = await join(room);
    const snapshot = await snapshotIs(call, (each) => !!named(each, 'Ann')?.sources.camera.track);
    const eye = new ColourEye();
    eye.look(named(snapshot, 'Ann')?.sources.camera.track ?? null);
    await eye.sees('lime');
    eye.close();
  });

  it('lets its participants do as they are told', async () => {
    const room = createRoom({ participants: [{ name: 'Ann' }] });
    const call = await join(room);
    const [ann] = room.participants;
    await snapshotIs(call, (each) => isUp(each, 'Ann'));

    await ann?.say('Hello');
    await snapshotIs(call, ({ messages }) => messages.at(-1)?.text === 'Hello');
    await ann?.setCamera(false);
    await snapshotIs(call, (each) => named(each, 'Ann')?.sources.camera.on === false);
    await ann?.setMicrophone(false);
    await snapshotIs(call, (each) => named(each, 'Ann')?.sources.microphone.on === false);
    await ann?.raiseHand();
    await snapshotIs(call, (each) => named(each, 'Ann')?.hand === true);
    ann?.interrupt();
    await snapshotIs(call, (each) => !isUp(each, 'Ann'));
    ann?.restore();
    await snapshotIs(call, (each) => isUp(each, 'Ann'));
    const late = room.add({ name: 'Late' });
    await snapshotIs(call, (each) => isUp(each, 'Late'));
    await ann?.leave();
    await snapshotIs(call, (each) => !named(each, 'Ann'));
    await late.leave();
    await snapshotIs(call, ({ participants }) => participants.length === 1);
  });

  it('reports who speaks, and not while their microphone is off', async () => {
    const room = createRoom({ participants: [{ name: 'Ann', speaking: true }, { name: 'Ben' }] });
    const call = await join(room);
    const [ann, ben] = room.participants;
    await snapshotIs(call, (each) => named(each, 'Ann')?.isSpeaking === true);
    expect(call.levels.get(ann?.id ?? '')).to.be.greaterThan(0.1);
    await ann?.setMicrophone(false);
    expect(call.levels.get(ann?.id ?? '')).to.equal(0);
    ben?.speak();
    await snapshotIs(call, ({ activeSpeakerId }) => activeSpeakerId === ben?.id);
  });

  it('gives the history to a newcomer', async () => {
    const room = createRoom({ participants: [{ name: 'Ann' }, { name: 'Ben' }] });
    await room.participants[0]?.say('Before you came');
    const call = await join(room);
    const { messages } = await snapshotIs(call, (each) => each.messages.length > 0);
    expect(messages.map(({ name, text }) => [name, text])).to.deep.equal([['Ann', 'Before you came']]);
  });

  it('keeps the call up while the server is away, and takes the seat back', async () => {
    const room = createRoom({ participants: [{ name: 'Ann' }] });
    const call = await join(room);
    const { self } = await snapshotIs(call, (each) => isUp(each, 'Ann'));
    room.signaling.drop(self.id);
    await snapshotIs(call, ({ state }) => state === 'reconnecting');
    expect(isUp(call.snapshot, 'Ann')).to.equal(true);
    await room.participants[0]?.setCamera(false);
    room.signaling.restore(self.id);
    await snapshotIs(call, (each) => each.state === 'joined' && named(each, 'Ann')?.sources.camera.on === false);
    expect(call.snapshot.self.id).to.equal(self.id);
    expect(room.participants[0]?.call.snapshot.participants.length).to.equal(2);
  });

  it('survives a restart of its server with all participants in place', async () => {
    const room = createRoom({ participants: [{ name: 'Ann' }, { name: 'Ben' }] });
    const call = await join(room);
    const before = await snapshotIs(call, (each) => isUp(each, 'Ann') && isUp(each, 'Ben'));
    const broken: boolean[] = [];
    const stop = call.subscribe((each) => broken.push(!isUp(each, 'Ann') || !isUp(each, 'Ben')));
    room.signaling.restart();
    await snapshotIs(call, ({ state }) => state === 'reconnecting');
    await snapshotIs(call, ({ state }) => state === 'joined');
    await room.participants[1]?.raiseHand();
    const after = await snapshotIs(call, (each) => named(each, 'Ben')?.hand === true);
    stop();
    expect(after.participants.map(({ id }) => id)).to.deep.equal(before.participants.map(({ id }) => id));
    expect(broken).not.to.include(true);
  });

  it('refuses devices and joins as it is told', async () => {
    const room = createRoom();
    room.devices.deny('camera');
    room.signaling.refuseNext('room-full');
    const call = room.createCall({ displayName: 'You' });
    const failure = await call.join().catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'room-full');
    expect(call.snapshot.state).to.equal('failed');
    await call.join();
    const { self } = await snapshotIs(call, ({ permissions }) => permissions.camera === 'denied');
    expect(self.sources.camera.on).to.equal(false);
    await snapshotIs(call, (each) => each.self.sources.microphone.on);
  });

  it('has a network as slow and as lossy as it is told to be', async () => {
    const clock = new FakeClock();
    const room = createRoom({ clock, participants: [{ name: 'Ann' }] });
    const call = await join(room);
    await snapshotIs(call, (each) => isUp(each, 'Ann'));
    const [ann] = room.participants;
    // What shows a message is loaded after joining, which the clock knows nothing of.
    void ann?.say('zero');
    await snapshotIs(call, ({ messages }) => messages.length === 1);
    const texts = (): string[] => call.snapshot.messages.slice(1).map(({ text }) => text);
    const pass = async (ms: number): Promise<void> => {
      clock.advance(ms);
      await turn();
    };

    room.setConditions({ latencyMs: 400 });
    void ann?.say('one');
    await turn();
    room.setConditions({});
    void ann?.say('two');
    await turn();
    await pass(399);
    expect(texts(), 'before it can be here').to.deep.equal([]);
    await pass(1);
    expect(texts(), 'in the order in which they were sent').to.deep.equal(['one', 'two']);

    // All is lost: ten times sent again, each a round trip later.
    room.setConditions({ latencyMs: 100, loss: 1 });
    expect(ann?.devices.frameLoss).to.equal(1);
    void ann?.say('three');
    await turn();
    await pass(2099);
    expect(texts()).to.have.lengthOf(2);
    await pass(1);
    expect(texts()).to.deep.equal(['one', 'two', 'three']);

    void ann?.say('never');
    await turn();
    await room.close();
    await turn();
    expect(clock.pending, 'timers').to.equal(0);
  });

  it('lets files take their time, and chat overtake them', async () => {
    const room = createRoom({ participants: [{ name: 'Ann' }] });
    const call = await join(room);
    await snapshotIs(call, (each) => isUp(each, 'Ann'));
    room.setConditions({ bytesPerSecond: 200_000 });
    const [ann] = room.participants;
    await ann?.call.sendFile(new File([new Uint8Array(300_000)], 'tea.bin'));
    await (await snapshotIs(call, ({ files }) => files.length === 1)).files[0]?.accept();
    await snapshotIs(call, ({ files }) => (files[0]?.bytes ?? 0) > 0 || files[0]?.state === 'transferring');
    await ann?.say('Hello');
    const { files } = await snapshotIs(call, ({ messages }) => messages.length === 1);
    expect(files[0]?.state).to.equal('transferring');
    room.setConditions({});
    await snapshotIs(call, ({ files: [file] }) => file?.state === 'done');
  });

  it('puts its own call into an element', async () => {
    const room = createRoom({ participants: [{ name: 'Ann' }] });
    const element = { call: room.createCall() };
    const call = room.attach(element, { displayName: 'You' });
    expect(element.call).to.equal(call);
    await call.join();
    await snapshotIs(call, (each) => isUp(each, 'Ann'));
  });

  it('leaves nothing behind when it is closed: no timer, no live track, no participant', async () => {
    const clock = new FakeClock();
    const room = createRoom({ clock, participants: [{ name: 'Ann', speaking: true }, { name: 'Ben' }] });
    const call = await join(room);
    const { self, participants } = await snapshotIs(
      call,
      (each) =>
        isUp(each, 'Ann') && isUp(each, 'Ben') && each.self.sources.camera.on && each.self.sources.microphone.on,
    );
    const remote = await snapshotIs(call, (each) => !!named(each, 'Ben')?.sources.microphone.track);
    const tracks = [self, ...participants, ...remote.participants].flatMap(({ sources }) =>
      [sources.camera.track, sources.microphone.track].filter((track) => track !== null),
    );
    expect(tracks.length).to.be.greaterThan(4);
    await room.close();
    await room.close();
    expect(tracks.map(({ readyState }) => readyState)).not.to.include('live');
    expect(clock.pending).to.equal(0);
    expect(call.snapshot.state).to.equal('left');
    expect(room.participants.map((each) => each.call.snapshot.state)).to.deep.equal(['left', 'left']);
  });

  it('can be closed while participants are still joining', async () => {
    const clock = new FakeClock();
    const room = createRoom({ clock, participants: [{ name: 'Ann' }, { name: 'Ben' }] });
    const outcome = room.participants[1]?.joined.catch((error: unknown) => error);
    await room.close();
    expect(await outcome).to.have.property('code', 'not-allowed');
    expect(clock.pending).to.equal(0);
  });
});
