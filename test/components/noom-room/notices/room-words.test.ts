import { expect } from '@open-wc/testing';
import { roomParts } from '../../../../src/components/internal/lazy/parts.js';
import type { TextParams } from '../../../../src/components/internal/localization/index.js';
import { LazyCallParts } from '../../../../src/components/noom-room/lifecycle/lazy-call-parts.js';
import { RoomWords } from '../../../../src/components/noom-room/ui/announcements/room-words.js';
import type { RoomHost } from '../../../../src/components/internal/link/room-context.js';
import { NoomEvent, type CallSnapshot, type Participant, type Role } from '../../../../src/core/index.js';
import { initialSnapshot } from '../../../../src/core/model/snapshot.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { until } from '../../../harness/until.js';

/** A room whose call has not begun, and so has nothing to hear. */
const NO_ROOM = {
  call: { snapshot: initialSnapshot(''), subscribe: () => () => undefined },
  ownerDocument: document,
} as unknown as RoomHost;
/** As long as is gathered, and until the same hand is announced again. */
const GATHERED_MS = 4_000;
const AGAIN_MS = 30_000;

function person(id: string, changed: Partial<Participant> = {}): Participant {
  return { ...initialSnapshot('').self, id, name: id, isLocal: false, ...changed };
}

/** What is said, one line each: the key, the name, then the number of others and the emoji. */
function write(told: string[]): (key: string, params?: TextParams) => void {
  return (key, { name, device, count, emoji } = {}) => {
    told.push([key, name, device, ...[count, emoji].filter(Boolean)].filter((part) => part !== undefined).join(' '));
  };
}

describe('what a room announces', () => {
  let clock: FakeClock;
  let words: RoomWords;
  let told: string[];

  beforeEach(() => {
    clock = new FakeClock();
    told = [];
    words = new RoomWords(NO_ROOM, write(told), clock);
  });

  const hear = (type: string, fields: object = {}): void => {
    words.handleFact(new NoomEvent(type, fields), false);
  };
  const raise = (id: string, changed?: Partial<Participant>): void => {
    hear('noom-hand-changed', { participant: person(id, { hand: true, ...changed }) });
  };
  const lower = (id: string): void => {
    hear('noom-hand-changed', { participant: person(id) });
  };
  const react = (id: string, emoji: string, changed?: Partial<Participant>): void => {
    hear('noom-reaction', { participant: person(id, changed), emoji });
  };
  const leave = (id: string): void => {
    hear('noom-participant-left', { participant: person(id) });
  };
  /** What was said since the last time. */
  const news = (): string[] => told.splice(0);

  it('is the local participant’s new role, not the one they join with', () => {
    const inRole = (role: Role, state: CallSnapshot['state'] = 'joined'): CallSnapshot => {
      const snapshot = initialSnapshot('');
      return { ...snapshot, state, self: { ...snapshot.self, role } };
    };
    words.handleSnapshot(inRole('guest', 'connecting'), inRole('host'));
    words.handleSnapshot(inRole('guest'), inRole('guest'));
    expect(news()).to.deep.equal([]);
    words.handleSnapshot(inRole('guest'), inRole('host'));
    words.handleSnapshot(inRole('host', 'reconnecting'), inRole('viewer'));
    expect(news()).to.deep.equal(['sayNowHost', 'sayReconnected', 'sayNowViewer']);
  });

  it('is that a device was unplugged and which is used, and that it is back, not what opens by itself or by hand', () => {
    const change = (kind: string, label: string, reason: string): void => {
      hear('noom-device-changed', { kind, deviceId: label, label, reason });
    };
    change('microphone', 'Desk', 'opened');
    change('microphone', 'Headset', 'selected');
    change('microphone', 'Desk', 'unplugged');
    change('speaker', '', 'unplugged');
    change('camera', 'USB', 'returned');
    expect(news()).to.deep.equal(['sayMicrophoneGone Desk', 'saySpeakerGone ', 'sayCameraBack USB']);
  });

  it('is once whose connection has failed, in one sentence for several, and nothing of who is back by then', () => {
    const ids = ['Ann', 'Bob', 'Cas'];
    const inCall = (...failed: string[]): CallSnapshot => ({
      ...initialSnapshot(''),
      state: 'joined',
      participants: ids.map((id) => person(id, { connection: failed.includes(id) ? 'failed' : 'connected' })),
    });
    const steps = [inCall(), inCall('Ann'), inCall('Ann', 'Bob'), inCall('Ann', 'Bob', 'Cas'), inCall('Ann', 'Bob')];
    for (const [index, next] of steps.entries()) words.handleSnapshot(steps[index - 1] ?? next, next);
    clock.advance(GATHERED_MS);
    expect(news()).to.deep.equal(['sayManyFailed Ann 1']);
    words.handleSnapshot(inCall('Ann', 'Bob'), inCall('Ann', 'Bob'));
    words.handleSnapshot(inCall('Ann', 'Bob'), inCall('Bob', 'Cas'));
    clock.advance(GATHERED_MS);
    expect(news()).to.deep.equal(['sayFailed Cas']);
    words.handleSnapshot(inCall(), inCall('Ann'));
    leave('Ann');
    clock.advance(GATHERED_MS);
    expect(news()).to.deep.equal(['sayParticipantLeft Ann']);
  });

  it('is of a crowd that comes and goes one sentence in some seconds, and nothing of who came and went meanwhile', () => {
    const enter = (id: string): void => {
      hear('noom-participant-joined', { participant: person(id) });
    };
    const ids = Array.from({ length: 300 }, (_, index) => `p${String(index)}`);
    for (const id of ids) enter(id);
    leave('p7');
    clock.advance(GATHERED_MS);
    expect(news()).to.deep.equal(['sayParticipantJoined p0', 'sayManyJoined p1 297']);
    for (const id of ids) leave(id);
    clock.advance(GATHERED_MS);
    expect(news()).to.deep.equal(['sayParticipantLeft p0', 'sayManyLeft p1 298']);
    enter('Ann');
    leave('Ann');
    clock.advance(GATHERED_MS);
    expect(news()).to.deep.equal(['sayParticipantJoined Ann', 'sayParticipantLeft Ann']);
  });

  it('is of many who knock one sentence in some seconds, and nothing of who no longer waits by then', () => {
    const waits = (id: string): void => {
      hear('noom-knocked', { participant: person(id) });
    };
    const ids = Array.from({ length: 50 }, (_, index) => `p${String(index)}`);
    for (const id of ids) waits(id);
    expect(news()).to.deep.equal(['knockWaits p0']);
    const waiting = (...who: string[]): CallSnapshot => ({
      ...initialSnapshot(''),
      state: 'joined',
      knocking: who.map((id) => person(id)),
    });
    words.handleSnapshot(waiting(...ids), waiting('p0', 'p1', 'p2', 'p3'));
    clock.advance(GATHERED_MS);
    expect(news()).to.deep.equal(['sayManyWait p1 2']);
    waits('Ann');
    words.handleSnapshot(waiting('Ann'), waiting());
    waits('Ann');
    clock.advance(GATHERED_MS);
    expect(news()).to.deep.equal(['knockWaits Ann', 'knockWaits Ann']);
    for (const id of ids) waits(id);
    hear('noom-left', { reason: 'left' });
    clock.advance(GATHERED_MS);
    expect(news()).to.deep.equal(['knockWaits p0']);
  });

  describe('of hands', () => {
    it('is the first at once, and the others of some seconds in one sentence', () => {
      for (const id of ['Ann', 'Bob', 'Cas', 'Dee']) raise(id);
      expect(news()).to.deep.equal(['sayHandUp Ann']);
      clock.advance(GATHERED_MS - 1);
      expect(news()).to.deep.equal([]);
      clock.advance(1);
      expect(news()).to.deep.equal(['sayHandsUp Bob 2']);
      raise('Eve');
      expect(news()).to.deep.equal(['sayHandUp Eve']);
    });

    it('is the same hand again only after a while', () => {
      raise('Ann');
      lower('Ann');
      clock.advance(AGAIN_MS - 1);
      raise('Ann');
      lower('Ann');
      expect(news()).to.deep.equal(['sayHandUp Ann']);
      clock.advance(1);
      raise('Ann');
      expect(news()).to.deep.equal(['sayHandUp Ann']);
    });

    it('is the hand that stays up, though it was lowered before it was told', () => {
      raise('Bob');
      for (const change of [raise, lower, raise]) change('Ann');
      clock.advance(GATHERED_MS);
      expect(news()).to.deep.equal(['sayHandUp Bob', 'sayHandUp Ann']);
    });

    it('counts the while from when it was told', () => {
      raise('Bob');
      raise('Ann');
      clock.advance(GATHERED_MS);
      lower('Ann');
      clock.advance(AGAIN_MS - 1);
      raise('Ann');
      expect(news()).to.deep.equal(['sayHandUp Bob', 'sayHandUp Ann']);
    });

    it('is none that is lowered, or whose participant leaves, before it is told', () => {
      for (const id of ['Ann', 'Bob', 'Cas']) raise(id);
      lower('Bob');
      leave('Cas');
      clock.advance(GATHERED_MS);
      expect(news()).to.deep.equal(['sayHandUp Ann', 'sayParticipantLeft Cas']);
      raise('Cas');
      expect(news()).to.deep.equal(['sayHandUp Cas']);
    });

    it('has the name of the moment, and nothing of the local participant or of those there before', () => {
      raise('Ann');
      raise('Bob');
      hear('noom-participant-updated', { participant: person('Bob', { hand: true, name: 'Robert' }) });
      hear('noom-participant-updated', { participant: person('Cas', { name: 'Casimir' }) });
      raise('Me', { isLocal: true });
      words.handleFact(new NoomEvent('noom-hand-changed', { participant: person('Dee', { hand: true }) }), true);
      clock.advance(GATHERED_MS);
      expect(news()).to.deep.equal(['sayHandUp Ann', 'sayHandUp Robert']);
    });
  });

  describe('of reactions', () => {
    it('is one sentence for some seconds: one participant, or several, with three emoji at most', () => {
      react('Ann', '👏');
      react('Ann', '👏');
      expect(news()).to.deep.equal([]);
      clock.advance(GATHERED_MS);
      expect(news()).to.deep.equal(['sayReacted Ann 👏']);
      for (const [id, emoji] of [
        ['Bob', '👍'],
        ['Ann', '🎉'],
        ['Cas', '👍'],
        ['Bob', '😮'],
        ['Cas', '😂'],
      ] as const) {
        react(id, emoji);
      }
      clock.advance(GATHERED_MS);
      expect(news()).to.deep.equal(['sayManyReacted Bob 2 👍 🎉 😮']);
      react('Cas', '😂');
      clock.advance(GATHERED_MS);
      expect(news()).to.deep.equal(['sayReacted Cas 😂']);
    });

    it('has the name of the moment, also of a participant who has left, and none of the local participant', () => {
      react('Ann', '👍');
      react('Ann', '👍', { name: 'Anna' });
      react('Me', '🎉', { isLocal: true });
      leave('Ann');
      clock.advance(GATHERED_MS);
      expect(news()).to.deep.equal(['sayParticipantLeft Ann', 'sayReacted Anna 👍']);
    });
  });

  it('is nothing of a call that was left, and everything of the next one', () => {
    for (const id of ['Ann', 'Bob']) raise(id);
    react('Ann', '👍');
    hear('noom-left', { reason: 'left' });
    expect(clock.pending).to.equal(0);
    clock.advance(GATHERED_MS);
    expect(news()).to.deep.equal(['sayHandUp Ann']);
    hear('noom-joined', { participant: person('Me', { isLocal: true }) });
    react('Cas', '🎉');
    for (const id of ['Ann', 'Bob']) raise(id);
    clock.advance(GATHERED_MS);
    expect(news()).to.deep.equal(['sayJoined', 'sayHandUp Ann', 'sayReacted Cas 🎉', 'sayHandUp Bob']);
    react('Cas', '🎉');
    words.close();
    words.close();
    expect(clock.pending).to.equal(0);
  });
});

describe('announcements whose code is loaded late', () => {
  const { load } = roomParts;

  afterEach(() => {
    roomParts.load = load;
  });

  it('are dropped with their call, when it is left and when it is released', async () => {
    let arrive: () => void = () => undefined;
    const coming = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    roomParts.load = async () => {
      await coming;
      return load.call(roomParts);
    };
    const told: string[] = [];
    const announcer = new LazyCallParts(NO_ROOM, write(told));
    const joins = (who: LazyCallParts, id: string): void => {
      who.handleFact(new NoomEvent('noom-participant-joined', { participant: person(id) }));
    };
    const released = new LazyCallParts(NO_ROOM, write(told));
    joins(released, 'Ann');
    released.close();
    joins(announcer, 'Bob');
    announcer.handleFact(new NoomEvent('noom-left', { reason: 'left' }));
    joins(announcer, 'Cas');
    arrive();
    await until(() => told.length > 0);
    expect(told).to.deep.equal(['sayParticipantJoined Cas']);
  });
});
