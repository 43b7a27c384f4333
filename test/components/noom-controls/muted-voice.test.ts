import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

/** A person at a microphone: a tone, as loud as they speak. */
class Voice {
  readonly #context = new AudioContext();
  readonly #gain = new GainNode(this.#context, { gain: 0 });
  readonly #destination = new MediaStreamAudioDestinationNode(this.#context);

  constructor() {
    const tone = new OscillatorNode(this.#context, { frequency: 220 });
    tone.connect(this.#gain).connect(this.#destination);
    tone.start();
  }

  capture(): MediaStreamTrack | null {
    return this.#destination.stream.getAudioTracks()[0]?.clone() ?? null;
  }

  speak(volume: number): void {
    this.#gain.gain.value = volume;
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}

describe('a real voice at the microphone of <noom-controls>', () => {
  let page: RoomPage;
  let voice: Voice;

  afterEach(async () => {
    await page.close();
    await voice.close();
  });

  it('is noticed while that is off, is sent to no one, and is not noticed while it is on', async () => {
    // A page that nobody has used may make no sound, and measure none.
    await sendKeys({ press: 'a' });
    voice = new Voice();
    page = await RoomPage.joined({
      attributes: 'camera="off"',
      participants: [{ name: 'Ann', camera: false }],
      width: 700,
      height: 500,
      prepare: ({ devices }) => {
        const { open } = devices;
        devices.open = async (request) => {
          const opened = await open.call(devices, request);
          opened.microphone?.stop();
          return { ...opened, microphone: request.microphone ? voice.capture() : null };
        };
      },
    });
    const { call } = page.room;
    const hint = (): HTMLElement | null | undefined => page.controls.shadowRoot?.querySelector<HTMLElement>('.hint');
    const level = (): number => call.levels.get(call.snapshot.self.id);
    voice.speak(0.5);
    await until(() => level() > 0.1);
    expect(hint()).to.equal(null);
    voice.speak(0);
    await page.room.setMicrophone(false);
    await until(() => level() === 0);
    expect(hint()).to.equal(null);
    voice.speak(0.5);
    await until(() => hint()?.matches(':popover-open'));
    expect(hint()?.textContent).to.contain('You are speaking, but your microphone is off');
    const { on, track } = page.room.snapshot.self.sources.microphone;
    expect([on, track?.enabled]).to.deep.equal([false, false]);
    await page.room.setMicrophone(true);
    await until(() => hint() === null);
    await until(() => level() > 0.1);
  });
});
