import type * as Kit from '../../src/index.js';
import { firstFrameShown, tellFirstFrame } from './navigation.js';

const tag: Kit.NoomRoom | null = document.querySelector('noom-room');

tellFirstFrame(
  new Promise((resolve) => {
    tag?.addEventListener('noom-track-added', ({ participant, source, track }) => {
      if (!participant.isLocal && source === 'camera') resolve(firstFrameShown(track));
    });
  }),
);
