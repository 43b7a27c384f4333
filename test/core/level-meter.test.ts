import { expect } from '@open-wc/testing';
import { LevelMeter } from '../../src/core/stats/level-meter.js';

describe('the meter of one’s own microphone', () => {
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

  /** Whether the person has clicked or typed in this page. */
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

  it('does not measure before the person has used the page, and does from then on', async () => {
    usePage(false);
    meter.setTrack(createTone());
    expect(meter.level).to.equal(0);
    usePage(true);
    await levelIs((level) => level > 0.1);
  });
});
