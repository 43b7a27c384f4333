import { expect } from '@open-wc/testing';
import { hintOf, noteRelease, setHint } from '../../../src/components/internal/audio/microphone-hint.js';
import { MutedSpeech } from '../../../src/components/internal/audio/muted-speech.js';
import type { RoomHost } from '../../../src/components/internal/link/room-context.js';
import type { CallSnapshot, Participant } from '../../../src/core/index.js';
import { initialSnapshot } from '../../../src/core/model/snapshot.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

const MINUTE_MS = 60_000;

describe('speech while the microphone is off', () => {
  let clock: FakeClock;
  let room: RoomHost;
  let told: number;
  let level: number;
  let speech: MutedSpeech;
  let listener: ((snapshot: CallSnapshot) => void) | null;
  let snapshot: CallSnapshot;

  beforeEach(() => {
    clock = new FakeClock();
    told = 0;
    level = 0;
    snapshot = muted();
    listener = null;
    const call = {
      get snapshot() {
        return snapshot;
      },
      levels: { get: () => level },
      subscribe(callback: typeof listener) {
        listener = callback;
        return () => {
          listener = null;
        };
      },
    };
    room = { call } as unknown as RoomHost;
    speech = new MutedSpeech(
      room,
      () => {
        told += 1;
      },
      clock,
    );
  });

  afterEach(() => {
    speech.close();
    expect(listener).to.equal(null);
  });

  /** In a call with another participant, captured and off. */
  function muted({ echoCancellation = true, isOtherSpeaking = false } = {}): CallSnapshot {
    const initial = initialSnapshot('Me');
    const { self } = initial;
    const track = { getSettings: () => ({ echoCancellation }) } as MediaStreamTrack;
    const other: Participant = { ...self, id: 'ann', isLocal: false, isSpeaking: isOtherSpeaking };
    const me = { ...self, sources: { ...self.sources, microphone: { ...self.sources.microphone, track } } };
    return { ...initial, state: 'joined', self: me, participants: [me, other] };
  }

  function become(next: CallSnapshot): void {
    snapshot = next;
    listener?.(next);
  }

  const withMicrophone = (change: object): CallSnapshot => {
    const { self } = snapshot;
    const microphone = { ...self.sources.microphone, ...change };
    return { ...snapshot, self: { ...self, sources: { ...self.sources, microphone } } };
  };

  /** Speaks, or is silent, for so long. */
  function hear(heard: number, durationMs: number): void {
    level = heard;
    clock.advance(durationMs);
  }

  const isShown = (): boolean => hintOf(room)?.type === 'muted';

  it('is told once, and shown until some seconds after it', () => {
    hear(0.1, 1000);
    expect(isShown()).to.equal(false);
    hear(0.1, 2000);
    expect([isShown(), told]).to.deep.equal([true, 1]);
    hear(0.1, 30_000);
    expect([isShown(), told]).to.deep.equal([true, 1]);
    hear(0, 12_000);
    expect([isShown(), told]).to.deep.equal([false, 1]);
  });

  it('is no cough, no quiet room, and no click now and then', () => {
    hear(0.5, 800);
    hear(0.02, 5000);
    for (let count = 0; count < 20; count += 1) {
      hear(0.5, 200);
      hear(0, 800);
    }
    expect([isShown(), told]).to.deep.equal([false, 0]);
  });

  it('is told again a minute later, and five minutes after it was dismissed', () => {
    hear(0.1, 2000);
    hear(0, 20_000);
    hear(0.1, 5000);
    expect(told).to.equal(1);
    hear(0, MINUTE_MS);
    hear(0.1, 2000);
    expect(told).to.equal(2);
    setHint(room, null);
    hear(0.1, 4 * MINUTE_MS);
    expect([isShown(), told]).to.deep.equal([false, 2]);
    hear(0.1, 2 * MINUTE_MS);
    expect([isShown(), told]).to.deep.equal([true, 3]);
  });

  it('is gone at once when the microphone is turned on, and when the call is left', () => {
    hear(0.1, 2000);
    become(withMicrophone({ pending: true }));
    expect(isShown()).to.equal(false);
    become(withMicrophone({ on: true, pending: false }));
    hear(0.1, 2 * MINUTE_MS);
    expect([isShown(), told]).to.deep.equal([false, 1]);
    become(withMicrophone({ on: false }));
    hear(0.1, 2000);
    expect([isShown(), told]).to.deep.equal([true, 2]);
    become({ ...snapshot, state: 'left' });
    expect(isShown()).to.equal(false);
  });

  const NEVER: Record<string, () => void> = {
    'for a microphone that was never on': () => {
      become(withMicrophone({ track: null }));
    },
    'where no one else is there to hear': () => {
      become({ ...snapshot, participants: [snapshot.self] });
    },
    'for a viewer': () => {
      become({ ...snapshot, self: { ...snapshot.self, role: 'viewer' } });
    },
    'while a key is held to talk': () => {
      setHint(room, { type: 'talking', key: ' ' });
    },
    'for the voice of another, out of a speaker whose echo stays': () => {
      become(muted({ echoCancellation: false, isOtherSpeaking: true }));
    },
    'after it was closed': () => {
      speech.close();
    },
  };

  for (const [when, begin] of Object.entries(NEVER)) {
    it(`is not told ${when}`, () => {
      begin();
      hear(0.1, MINUTE_MS / 2);
      expect([isShown(), told]).to.deep.equal([false, 0]);
    });
  }

  it('is told over the voice of another where the echo is taken away, and not for a minute after a key to talk', () => {
    become(muted({ isOtherSpeaking: true }));
    noteRelease(room, clock.monotonic());
    hear(0.1, MINUTE_MS - 1000);
    expect(told).to.equal(0);
    hear(0.1, 2000);
    expect(told).to.equal(1);
  });
});
