import { expect } from '@open-wc/testing';
import { LevelMeter } from '../../../src/core/stats/level-meter.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { replace, restore } from '../../fakes/browser/replaced.js';

describe('the meter of the local microphone', () => {
  let context: AudioContext;
  let meter: LevelMeter;

  beforeEach(() => {
    context = new AudioContext();
    meter = new LevelMeter();
    usePage(true);
  });

  afterEach(async () => {
    meter.close();
    await context.close();
    Reflect.deleteProperty(navigator, 'userActivation');
  });

  /** Whether the user has clicked or typed in this page. */
  function usePage(hasBeenActive: boolean): void {
    Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive }, configurable: true });
  }

  function createTone(): MediaStreamTrack {
    const [oscillator, destination] = [context.createOscillator(), context.createMediaStreamDestination()];
    oscillator.connect(destination);
    oscillator.start();
    const [track] = destination.stream.getAudioTracks();
    if (track === undefined) throw new Error('The browser made no track.');
    return track;
  }

  async function levelIs(isWanted: (level: number) => boolean): Promise<void> {
    while (!isWanted(meter.level)) await new Promise(requestAnimationFrame);
  }

  it('shows how loud it is, between 0 and 1', async () => {
    meter.setTrack(createTone());
    await levelIs((level) => level > 0.1);
    expect(meter.level).to.be.at.most(1);
  });

  it('shows nothing without a microphone, and after it was closed, also twice', async () => {
    expect(meter.level).to.equal(0);
    meter.setTrack(createTone());
    await levelIs((level) => level > 0.1);
    meter.setTrack(null);
    expect(meter.level).to.equal(0);
    meter.close();
    meter.close();
    expect(meter.level).to.equal(0);
  });

  it('follows another microphone, and works again after it was closed', async () => {
    const [silent] = context.createMediaStreamDestination().stream.getAudioTracks();
    meter.setTrack(createTone());
    await levelIs((level) => level > 0.1);
    meter.setTrack(silent ?? null);
    await levelIs((level) => level === 0);
    meter.close();
    meter.setTrack(createTone());
    await levelIs((level) => level > 0.1);
  });

  it('takes a microphone that has ended for a silent one', () => {
    const track = createTone();
    track.stop();
    meter.setTrack(track);
    expect(meter.level).to.equal(0);
  });

  describe('where the browser does not measure', () => {
    let clock: FakeClock;

    beforeEach(() => {
      clock = new FakeClock();
      meter = new LevelMeter(clock);
    });

    afterEach(restore);

    /** The audio contexts that are created from now on, in order; `make` may refuse one. */
    function followContexts(make: (create: () => AudioContext) => AudioContext = (create) => create()): AudioContext[] {
      const made: AudioContext[] = [];
      const counted = new Proxy(AudioContext, {
        construct(target, options: ConstructorParameters<typeof AudioContext>) {
          const created = make(() => new target(...options));
          made.push(created);
          return created;
        },
      });
      replace(globalThis, 'AudioContext', counted);
      return made;
    }

    const refused = (): never => {
      throw new DOMException('No sound system.', 'NotSupportedError');
    };

    it('is 0 while no audio context can be created, tries seldom, and measures as soon as there is one', async () => {
      let [isRefused, asked] = [true, 0];
      followContexts((create) => {
        asked += 1;
        return isRefused ? refused() : create();
      });
      meter.setTrack(createTone());
      for (let reading = 0; reading < 100; reading += 1) expect(meter.level).to.equal(0);
      expect(asked).to.equal(1);
      isRefused = false;
      clock.advance(5000);
      await levelIs((level) => level > 0.1);
    });

    it('is 0 for a microphone that the audio context does not accept, and the next one is measured', async () => {
      let isRefused = true;
      followContexts((create) => {
        const created = create();
        const connect = created.createMediaStreamSource.bind(created);
        created.createMediaStreamSource = (stream) => (isRefused ? refused() : connect(stream));
        return created;
      });
      meter.setTrack(createTone());
      expect(meter.level).to.equal(0);
      isRefused = false;
      meter.setTrack(createTone());
      await levelIs((level) => level > 0.1);
    });

    it('goes on after the system has suspended it', async () => {
      const made = followContexts();
      meter.setTrack(createTone());
      await levelIs((level) => level > 0.1);
      await made[0]?.suspend();
      expect(meter.level, 'while suspended').to.equal(0);
      await levelIs((level) => level > 0.1);
      expect(made).to.have.length(1);
    });

    for (const [what, spoil] of [
      [
        'cannot be resumed',
        async (broken?: AudioContext) => {
          if (broken) broken.resume = () => new Promise(() => undefined);
          await broken?.suspend();
        },
      ],
      ['was closed from outside', (broken?: AudioContext) => broken?.close()],
    ] as const) {
      it(`is created anew when it ${what}`, async () => {
        const made = followContexts();
        meter.setTrack(createTone());
        await levelIs((level) => level > 0.1);
        await spoil(made[0]);
        expect(meter.level).to.equal(0);
        clock.advance(5000);
        await levelIs((level) => level > 0.1);
        expect(made.pop()?.state).to.equal('running');
        expect(new Set(made.map(({ state }) => state))).to.deep.equal(new Set(['closed']));
      });
    }
  });

  it('does not measure before the user has interacted with the page, and does from then on', async () => {
    usePage(false);
    meter.setTrack(createTone());
    expect(meter.level).to.equal(0);
    usePage(true);
    await levelIs((level) => level > 0.1);
  });
});
