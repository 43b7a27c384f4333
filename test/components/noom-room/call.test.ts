import { expect } from '@open-wc/testing';
import '../../../src/index.js';
import type { NoomRoom } from '../../../src/index.js';
import { signalingUrl } from '../../harness/browser/real-call.js';
import { decodedFrames } from '../../harness/browser/media-probes.js';
import { until } from '../../harness/until.js';

describe('two <noom-room>s on one page, on the real server and mesh', () => {
  let page: HTMLElement;

  beforeEach(() => {
    page = document.createElement('main');
    document.body.append(page);
  });

  afterEach(() => {
    page.remove();
  });

  it('see, hear and write to each other, each with its own tags, and leave', async () => {
    const url = await signalingUrl();
    const name = crypto.randomUUID();
    page.innerHTML = ['Ann', 'Bo']
      .map(
        (person) =>
          `<noom-room id="${person}" signaling-url="${url}" room="${name}" display-name="${person}" autojoin></noom-room>`,
      )
      .join('<noom-video for="Ann" participant="remote"></noom-video>');
    const [ann, bo] = [...page.querySelectorAll('noom-room')] as [NoomRoom, NoomRoom];
    const other = (room: NoomRoom) => room.snapshot.participants[1];
    await until(() => other(ann)?.sources.camera.track && other(bo)?.sources.camera.track, 'no picture came');
    expect(other(ann)?.name).to.equal('Bo');
    for (const room of [ann, bo]) {
      // What is out of sight is not sent.
      room.scrollIntoView();
      expect(await decodedFrames(other(room)?.sources.camera.track as MediaStreamTrack, 5)).to.equal(5);
    }

    const video = page.querySelector('noom-video')?.shadowRoot?.querySelector('video');
    page.querySelector('noom-video')?.scrollIntoView();
    await until(() => (video?.videoWidth ?? 0) > 0, 'the tile outside of the room showed nothing');

    await until(() => [other(ann), other(bo)].every((one) => one?.connection === 'connected'));
    const heard = new Promise<string>((resolve) => {
      bo.addEventListener('noom-message-received', ({ message }) => {
        resolve(message.text);
      });
    });
    await ann.sendMessage('Hello');
    expect(await heard).to.equal('Hello');

    const { track } = bo.snapshot.self.sources.camera;
    bo.remove();
    await until(() => ann.participantCount === 1);
    expect(track?.readyState).to.equal('ended');
  });
});
