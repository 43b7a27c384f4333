import { expect } from '@open-wc/testing';
import type { LazyValue } from '../../../../src/core/base/lazy.js';
import { lazyParts } from '../../../../src/core/call/lazy/features.js';
import { CallWorld, NOTHING, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { endTrack } from '../../../fakes/browser/tracks.js';
import { turn } from '../../../fakes/turn.js';

const screenOf = ({ call }: Person) => call.snapshot.self.sources.screen;
/** What another participant sees of a screen. */
function seenBy({ call }: Person, name: string): boolean {
  return call.snapshot.participants.some((each) => each.name === name && each.sources.screen.on);
}
const sentBy = ({ planes }: Person) => planes.at(-1)?.localTracks.get('screen') ?? null;
const heardBy = (person: Person): string[] =>
  person
    .heard('noom-screen-started', 'noom-screen-stopped')
    .map(({ type, participant }) => `${type.replace('noom-screen-', '')} ${participant.name}`);

describe('a screen in a call', () => {
  let world: CallWorld;
  let ann: Person;
  let ben: Person;
  beforeEach(async () => {
    world = new CallWorld();
    ann = await world.join('Ann');
    ben = await world.join('Ben');
  });
  afterEach(() => world.close());

  it('is seen and heard by the others beside the camera, and gone when it is stopped', async () => {
    await ann.call.shareScreen(true);
    await turn();
    const seen = ben.call.snapshot.participants[1]?.sources;
    const on = [seen?.camera.on, seen?.screen.on, seen?.screenAudio.on];
    expect(on).to.deep.equal([true, true, true]);
    expect([sentBy(ann) === screenOf(ann).track, screenOf(ann).surface]).to.deep.equal([true, 'window']);
    await ann.call.shareScreen(false);
    await turn();
    expect([seenBy(ben, 'Ann'), sentBy(ann), ann.displays.liveTracks.length]).to.deep.equal([false, null, 0]);
    expect(heardBy(ben)).to.deep.equal(['started Ann', 'stopped Ann']);
    expect(heardBy(ann)).to.deep.equal(['started Ann', 'stopped Ann']);
  });

  it('may be shared by several at once, and is told to who comes later', async () => {
    await ann.call.shareScreen(true);
    await ben.call.shareScreen(true);
    const cas = await world.join('Cas');
    expect([seenBy(cas, 'Ann'), seenBy(cas, 'Ben'), seenBy(ann, 'Ben')]).to.deep.equal([true, true, true]);
    expect(heardBy(cas)).to.have.members(['started Ann', 'started Ben']);
    await ann.call.leave();
    await turn();
    expect(heardBy(cas).at(-1)).to.equal('stopped Ann');
  });

  it('is asked for in the task of the wish', () => {
    void ann.call.shareScreen(true);
    expect(ann.displays.prompts).to.equal(1);
    expect(screenOf(ann).pending).to.equal(true);
  });

  it('ends for all with “Stop sharing” of the browser', async () => {
    await ann.call.shareScreen(true);
    await turn();
    endTrack(screenOf(ann).track);
    await turn();
    expect([screenOf(ann).on, seenBy(ben, 'Ann')]).to.deep.equal([false, false]);
    expect(heardBy(ann)).to.deep.equal(['started Ann', 'stopped Ann']);
  });

  it('is not shared when it was stopped while the prompt was open', async () => {
    ann.displays.hold();
    const asked = ann.call.shareScreen(true);
    await ann.call.shareScreen(false);
    ann.displays.release();
    await asked;
    await turn();
    expect([screenOf(ann).on, seenBy(ben, 'Ann'), ann.displays.liveTracks.length]).to.deep.equal([false, false, 0]);
  });

  it('leaves nothing when the call is left while the prompt is open, in the next call either', async () => {
    ann.displays.hold();
    const asked = ann.call.shareScreen(true);
    await ann.call.leave();
    await ann.call.join();
    ann.displays.release();
    await asked;
    await turn();
    expect([screenOf(ann).on, sentBy(ann), ann.displays.liveTracks.length]).to.deep.equal([false, null, 0]);
    await ann.call.leave();
    await turn();
    expect(await ann.leftovers()).to.deep.equal(NOTHING);
  });

  it('ends with a demotion to viewer, also while the prompt is open', async () => {
    await ben.call.shareScreen(true);
    await ann.call.setRole(ben.id, 'viewer');
    await turn();
    expect([screenOf(ben).on, ben.displays.liveTracks.length, seenBy(ann, 'Ben')]).to.deep.equal([false, 0, false]);
    await ann.call.setRole(ben.id, 'guest');
    await turn();
    ben.displays.hold();
    const asked = ben.call.shareScreen(true);
    await ann.call.setRole(ben.id, 'viewer');
    await turn();
    ben.displays.release();
    await asked;
    await turn();
    expect([screenOf(ben).on, ben.displays.liveTracks.length]).to.deep.equal([false, 0]);
    expect(await codeOf(ben.call.shareScreen(true))).to.equal('not-allowed');
    expect(ben.displays.prompts).to.equal(2);
  });

  it('is no failure when the person chooses nothing', async () => {
    ann.displays.refusal = 'permission-dismissed';
    await ann.call.shareScreen(true);
    expect([ann.call.snapshot.error, ann.heard('noom-error').length, screenOf(ann).on]).to.deep.equal([null, 0, false]);
  });

  it('is a failure when the system refuses, which a later success settles', async () => {
    ann.displays.refusal = 'screen-unavailable';
    expect(await codeOf(ann.call.shareScreen(true))).to.equal('screen-unavailable');
    expect(ann.call.snapshot.error?.code).to.equal('screen-unavailable');
    ann.displays.refusal = null;
    await ann.call.shareScreen(true);
    expect(ann.call.snapshot.error).to.equal(null);
  });

  it('is still shared after the seat was lost and taken back', async () => {
    await ann.call.shareScreen(true);
    await turn();
    const { id } = ann;
    world.signaling.drop(id);
    await turn();
    expect([ann.call.snapshot.state, screenOf(ann).on]).to.deep.equal(['reconnecting', true]);
    world.signaling.restore(id);
    await turn();
    expect([ann.call.snapshot.state, screenOf(ann).on, seenBy(ben, 'Ann')]).to.deep.equal(['joined', true, true]);
    expect(heardBy(ben)).to.deep.equal(['started Ann']);
  });

  it('can be asked for inside the room alone', async () => {
    const dee = world.create('Dee');
    expect(await codeOf(dee.call.shareScreen(true))).to.equal('not-allowed');
    expect(dee.displays.prompts).to.equal(0);
    // Nothing is to be done, wherever.
    await dee.call.shareScreen(false);
  });

  describe('whose code is not here yet', () => {
    const loads: ((value: LazyValue<typeof lazyParts>) => void)[] = [];
    const original = lazyParts.load.bind(lazyParts);
    const load = async (): Promise<void> => {
      for (const resolve of loads.splice(0)) resolve(await original());
      await turn();
    };
    beforeEach(() => {
      Object.defineProperty(lazyParts, 'value', { get: () => null, configurable: true });
      lazyParts.load = () => new Promise((resolve) => loads.push(resolve));
    });
    afterEach(() => {
      Reflect.deleteProperty(lazyParts, 'value');
      Reflect.deleteProperty(lazyParts, 'load');
    });

    it('is asked for when that is here', async () => {
      const asked = ann.call.shareScreen(true);
      expect(ann.displays.prompts).to.equal(0);
      await load();
      await asked;
      expect([ann.displays.prompts, screenOf(ann).on]).to.deep.equal([1, true]);
    });

    it('is not asked for when nobody wants it by then', async () => {
      const asked = [ann.call.shareScreen(true), ben.call.shareScreen(true)];
      await ann.call.shareScreen(false);
      await ben.call.leave();
      await load();
      await Promise.all(asked);
      expect([ann.displays.prompts, ben.displays.prompts]).to.deep.equal([0, 0]);
    });

    it('is asked for once, however often it was wanted meanwhile', async () => {
      const asked = [ann.call.shareScreen(true), ann.call.shareScreen(false), ann.call.shareScreen(true)];
      await load();
      await Promise.all(asked);
      expect([ann.displays.prompts, screenOf(ann).on]).to.deep.equal([1, true]);
    });

    it('ends with a demotion before it came', async () => {
      const asked = ben.call.shareScreen(true);
      await ann.call.setRole(ben.id, 'viewer');
      await turn();
      await load();
      await asked;
      expect([ben.displays.prompts, screenOf(ben).on]).to.deep.equal([0, false]);
    });
  });

  it('cannot be shared where the browser has no such thing', () => {
    ann.displays.isSupported = false;
    expect([ann.call.canShareScreen, ben.call.canShareScreen]).to.deep.equal([false, true]);
  });
});
