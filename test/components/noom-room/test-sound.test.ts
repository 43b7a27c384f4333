import { expect } from '@open-wc/testing';
import { hears } from '../../harness/browser/media-probes.js';
import { playTestSound } from '../../../src/components/internal/audio/test-sound.js';

describe('the test sound', () => {
  it('plays on the chosen speaker, or on the default one when that is gone', async () => {
    const { play } = HTMLMediaElement.prototype;
    const played: HTMLMediaElement[] = [];
    const heard: Promise<void>[] = [];
    const sinks: string[] = [];
    const { setSinkId } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      const [track] = this.srcObject instanceof MediaStream ? this.srcObject.getTracks() : [];
      if (track && !played.includes(this) && !this.muted) {
        played.push(this);
        heard.push(hears(track, 'sound'));
      }
      return play.call(this);
    };
    HTMLMediaElement.prototype.setSinkId = function (this: HTMLMediaElement, id: string) {
      sinks.push(id);
      return setSinkId.call(this, id);
    };
    try {
      await playTestSound('');
      await playTestSound('unplugged');
      await Promise.all(heard);
    } finally {
      Object.assign(HTMLMediaElement.prototype, { play, setSinkId });
    }
    expect(sinks).to.deep.equal(['unplugged']);
    expect(heard.length).to.equal(2);
    expect(played.every(({ srcObject }) => srcObject === null)).to.equal(true);
  });
});
