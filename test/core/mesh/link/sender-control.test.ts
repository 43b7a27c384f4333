import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { SenderControl, type SenderState } from '../../../../src/core/media/mesh/link/sender-control.js';
import type { SentShape } from '../../../../src/core/media/sent-shape.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { FakeSender } from '../../../fakes/browser/fake-sender.js';
import { turn } from '../../../fakes/turn.js';
import { IS_LONG } from '../../../harness/long-run.js';

// Longer than others because one world serves every wish, alone and at random.

const track = (kind: string, name: string) => ({ kind, name }) as unknown as MediaStreamTrack;
const [MICROPHONE, HEADSET] = [track('audio', 'microphone'), track('audio', 'headset')];
const [FRONT, BACK] = [track('video', 'front'), track('video', 'back')];
const UNSEEN: SentShape = { active: false };
const SMALL: SentShape = { active: true, scaleResolutionDownBy: 3, maxFramerate: 15, priority: 'low' };
/** Longer than every pause before another attempt. */
const LONG_MS = 10_000;
/** More attempts than there are. */
const MANY = 20;

class World {
  readonly clock = new FakeClock();
  readonly fake: FakeSender;
  readonly control: SenderControl;
  wanted: SenderState;
  /** Failures that were reported since the last wish. */
  told = 0;
  /** Whether the last of them was that nothing is sent although something is wanted. */
  isUnsent = false;

  constructor(initial: MediaStreamTrack | null = null) {
    this.fake = new FakeSender(initial);
    this.wanted = { track: initial, scale: 1 };
    this.control = new SenderControl(this.fake.sender, this.wanted, {
      clock: this.clock,
      handleError: (_error, isUnsent) => {
        this.told += 1;
        this.isUnsent = isUnsent;
      },
    });
  }

  want(state: Partial<SenderState>): void {
    this.wanted = { ...this.wanted, ...state };
    this.told = 0;
    this.control.want(state);
  }

  /** Every pending change is done, or fails, until there is no other. */
  async finish(isDone = true): Promise<void> {
    for (let round = 0; round < MANY && (this.fake.asked.length > 0 || this.clock.pending > 0); round += 1) {
      while (this.fake.asked[0]) {
        this.fake.asked[0].settle(isDone);
        await turn();
      }
      this.clock.advance(LONG_MS);
      await turn();
    }
    expect([this.fake.asked.length, this.clock.pending], 'what is still asked, and waited for').to.deep.equal([0, 0]);
  }

  get reached(): SenderState {
    return { track: this.fake.sent, scale: this.fake.scale };
  }
}

describe('the control of a sender', () => {
  it('turns off what it turns on in the same turn', async () => {
    const world = new World();
    world.want({ track: MICROPHONE });
    world.want({ track: null });
    await world.finish();
    expect(world.fake.sent).to.equal(null);
  });

  it('turns on what it turns off in the same turn', async () => {
    const world = new World(MICROPHONE);
    world.want({ track: null });
    world.want({ track: MICROPHONE });
    await world.finish();
    expect(world.fake.sent).to.equal(MICROPHONE);
  });

  it('skips the wishes between the one in progress and the newest', async () => {
    const world = new World();
    for (const wish of [MICROPHONE, null, HEADSET, MICROPHONE, HEADSET]) world.want({ track: wish });
    world.fake.asked[0]?.settle(true);
    await turn();
    expect(world.fake.asked).to.have.length(1);
    world.fake.asked[0]?.settle(true);
    await turn();
    expect([world.fake.sent, world.fake.asked.length]).to.deep.equal([HEADSET, 0]);
  });

  it('asks nothing of a sender that is as wanted', () => {
    const world = new World(MICROPHONE);
    world.want({ track: MICROPHONE, scale: 1 });
    expect(world.fake.asked).to.have.length(0);
  });

  it('asks at once, so that an answer that is made in the same turn waits for it', () => {
    const world = new World();
    world.want({ track: MICROPHONE });
    expect(world.fake.asked).to.have.length(1);
  });

  it('tries again what failed, and stops the sending meanwhile', async () => {
    const world = new World(MICROPHONE);
    world.want({ track: null });
    world.fake.asked[0]?.settle(false);
    await turn();
    world.fake.asked[0]?.settle(true);
    await turn();
    expect([world.fake.track, world.fake.sent, world.told]).to.deep.equal([MICROPHONE, null, 0]);
    await world.finish();
    expect([world.fake.track, world.told]).to.deep.equal([null, 0]);
    world.want({ track: HEADSET });
    await world.finish();
    expect(world.fake.sent).to.equal(HEADSET);
  });

  it('stops the encodings of a camera that is off, and starts them when it is on again', async () => {
    const world = new World(FRONT);
    world.want({ track: null });
    await world.finish();
    expect([world.fake.track, world.fake.isActive]).to.deep.equal([null, false]);
    world.want({ track: BACK });
    await world.finish();
    expect(world.fake.sent).to.equal(BACK);
  });

  it('leaves the encodings of a microphone that is off alone, so that it is on again at once', async () => {
    const world = new World(MICROPHONE);
    world.want({ track: null });
    await world.finish();
    expect([world.fake.track, world.fake.isActive]).to.deep.equal([null, true]);
  });

  it('gives up after a while when every attempt fails, reports it once, and sends nothing', async () => {
    const world = new World(MICROPHONE);
    const { replaceTrack } = world.fake;
    world.fake.replaceTrack = () => Promise.reject(new Error('This sender never changes.'));
    world.want({ track: null });
    await turn();
    await world.finish();
    expect([world.fake.track, world.fake.sent, world.told]).to.deep.equal([MICROPHONE, null, 1]);
    expect(world.isUnsent, 'nothing was wanted').to.equal(false);
    world.want({ track: HEADSET });
    await turn();
    await world.finish();
    expect([world.fake.sent, world.told, world.isUnsent]).to.deep.equal([null, 1, true]);
    world.fake.replaceTrack = replaceTrack;
    world.want({ track: HEADSET });
    await world.finish();
    expect([world.fake.sent, world.told]).to.deep.equal([HEADSET, 0]);
  });

  it('tries four times more, after longer and longer pauses, and then waits for the next wish', async () => {
    const world = new World();
    const triedAt: number[] = [];
    world.fake.replaceTrack = () => {
      triedAt.push(world.clock.now());
      return Promise.reject(new Error('This sender never changes.'));
    };
    const began = world.clock.now();
    world.want({ track: MICROPHONE });
    for (let passedMs = 0; passedMs < 20_000; passedMs += 50) {
      await turn();
      world.fake.asked[0]?.settle(true);
      await turn();
      world.clock.advance(50);
    }
    expect(triedAt.map((at) => at - began)).to.deep.equal([0, 50, 300, 1300, 5300]);
    expect([world.told, world.clock.pending]).to.deep.equal([1, 0]);
  });

  it('replaces the track also where its pictures cannot be made smaller', async () => {
    const world = new World();
    world.fake.setParameters = () => Promise.reject(new Error('This sender has one size.'));
    world.want({ scale: 2 });
    world.want({ track: MICROPHONE });
    await turn();
    await world.finish();
    expect([world.fake.sent, world.told, world.isUnsent]).to.deep.equal([MICROPHONE, 1, false]);
  });

  it('reports that pictures are not sent where their encodings cannot be started again', async () => {
    const world = new World(FRONT);
    world.want({ track: null });
    await world.finish();
    world.fake.setParameters = () => Promise.reject(new Error('This sender stays as it is.'));
    world.want({ track: BACK });
    await turn();
    await world.finish();
    expect([world.fake.track, world.fake.sent, world.told, world.isUnsent]).to.deep.equal([BACK, null, 1, true]);
  });

  it('asks nothing more, and reports nothing, once it is closed', async () => {
    const world = new World(MICROPHONE);
    world.want({ track: null });
    world.want({ track: HEADSET });
    world.control.close();
    world.control.close();
    await world.finish(false);
    world.want({ track: MICROPHONE });
    expect([world.fake.asked.length, world.told, world.fake.track]).to.deep.equal([0, 0, MICROPHONE]);
  });

  it('cancels its next attempt when it is closed', async () => {
    const world = new World(MICROPHONE);
    world.want({ track: null });
    world.fake.asked[0]?.settle(false);
    await turn();
    world.fake.asked[0]?.settle(true);
    await turn();
    expect(world.clock.pending).to.equal(1);
    world.control.close();
    expect(world.clock.pending).to.equal(0);
  });

  it('ends with the last wish, however late, in whatever order and with whatever failures the sender works', async () => {
    const wish = fc.record(
      {
        track: fc.constantFrom(FRONT, BACK, null),
        scale: fc.constantFrom(1, 2, 4),
        shape: fc.constantFrom(UNSEEN, SMALL, undefined),
      },
      { requiredKeys: [] },
    );
    const step = fc.oneof(
      {
        arbitrary: wish.map((state) => (world: World) => {
          world.want(state);
        }),
        weight: 3,
      },
      {
        arbitrary: fc.tuple(fc.nat(3), fc.boolean()).map(([which, isDone]) => ({ fake: { asked } }: World) => {
          asked[which % asked.length]?.settle(isDone);
        }),
        weight: 3,
      },
      {
        arbitrary: fc.nat(1000).map((ms) => ({ clock }: World) => {
          clock.advance(ms);
        }),
        weight: 1,
      },
    );
    const isTurning = fc.boolean();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(FRONT, null),
        fc.array(fc.tuple(step, isTurning), { maxLength: 40 }),
        async (initial, steps) => {
          const world = new World(initial);
          for (const [take, isTurn] of steps) {
            take(world);
            if (isTurn) await turn();
            expect(world.fake.asked.length, 'changes at a time').to.be.at.most(1);
          }
          await turn();
          // What was given up, and reported, is tried again by the next wish.
          if (world.told > 0) world.want({});
          await world.finish();
          const { track, scale, shape } = world.wanted;
          expect(world.reached).to.deep.equal({
            track: shape === UNSEEN ? null : track,
            scale: Math.max(scale ?? 1, shape === SMALL ? 3 : 1),
          });
        },
      ),
      { numRuns: IS_LONG ? 5000 : 300 },
    );
  });
});

describe('the shape of what a sender sends', () => {
  it('is set beside its track, and stays with the next one', async () => {
    const world = new World();
    const shape = { active: true, maxBitrate: 2_500_000, degradationPreference: 'maintain-resolution' } as const;
    world.want({ shape });
    world.want({ track: FRONT });
    await world.finish();
    expect([world.fake.maxBitrate, world.fake.degradationPreference]).to.deep.equal([2_500_000, 'maintain-resolution']);
    world.want({ track: null });
    await world.finish();
    world.want({ track: BACK });
    await world.finish();
    expect([world.fake.sent, world.fake.maxBitrate]).to.deep.equal([BACK, 2_500_000]);
    world.control.close();
  });

  it('is never larger than the first pictures, and what it leaves out is left to the browser again', async () => {
    const world = new World(FRONT);
    world.want({ scale: 2, shape: { active: true, scaleResolutionDownBy: 1, maxFramerate: 15, maxBitrate: 100_000 } });
    await world.finish();
    expect([world.fake.scale, world.fake.maxBitrate]).to.deep.equal([2, 100_000]);
    world.want({ scale: 1 });
    await world.finish();
    expect(world.fake.scale).to.equal(1);
    world.want({ shape: { active: true, scaleResolutionDownBy: 1, maxFramerate: undefined, maxBitrate: undefined } });
    await world.finish();
    expect(world.fake.getParameters().encodings[0]).to.include({ maxFramerate: undefined, maxBitrate: undefined });
    world.want({
      shape: { active: true, scaleResolutionDownBy: 4, maxFramerate: 15, maxBitrate: 100_000 },
      scale: null,
    });
    await world.finish();
    world.want({ shape: { active: true } });
    await world.finish();
    const [encoding] = world.fake.getParameters().encodings;
    expect([world.fake.scale, encoding?.maxFramerate, encoding?.maxBitrate]).to.deep.equal([1, undefined, undefined]);
    world.control.close();
  });

  it('is not reported as a failure where nothing is to be sent', async () => {
    const world = new World(FRONT);
    world.want({ shape: UNSEEN });
    await world.finish();
    expect([world.fake.track, world.fake.sent]).to.deep.equal([FRONT, null]);
    world.fake.replaceTrack = () => Promise.reject(new Error('This sender never changes.'));
    world.want({ track: BACK });
    await turn();
    await world.finish();
    expect([world.told, world.isUnsent]).to.deep.equal([1, false]);
    world.control.close();
  });

  it('is left to the browser where none is wanted', async () => {
    const world = new World();
    world.want({ track: FRONT });
    await world.finish();
    expect([world.fake.maxBitrate, world.fake.degradationPreference]).to.deep.equal([undefined, undefined]);
    world.control.close();
  });
});
