import type * as Kit from '../../src/index.js';
import { allVideos, figures, Listener, prepareLargePage, watchPictures, type LargePage } from './large.js';
import { firstFrameShown, pressed, readAddress, tellFirstFrame } from './navigation.js';

prepareLargePage();
const listening = Listener.start();
const tag: Kit.NoomRoom | null = document.querySelector('noom-room');
const { hasSound, isPressed } = readAddress();
if (!hasSound) tag?.setAttribute('microphone', 'off');
if (isPressed) void pressed().then(() => tag?.join());

tellFirstFrame(
  new Promise((resolve) => {
    tag?.addEventListener('noom-track-added', ({ participant, source, track }) => {
      if (!participant.isLocal && source === 'camera') resolve(firstFrameShown(track));
    });
  }),
);

let longestGap = (): number => NaN;

const large: LargePage = {
  async watch() {
    const listener = await listening;
    const own = tag?.snapshot.self.sources.camera.track;
    const videos = allVideos(document).filter(
      ({ srcObject }) => srcObject instanceof MediaStream && !srcObject.getTracks().some((track) => track === own),
    );
    longestGap = watchPictures(videos);
    listener.restart();
  },
  async watched() {
    return { pictureMs: longestGap(), silenceMs: await (await listening).longestSilence() };
  },
  figures,
};
Object.assign(globalThis, { large });
