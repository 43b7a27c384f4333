import type * as Kit from '../../src/index.js';
import { firstFrameShown, readAddress, tellFirstFrame } from './navigation.js';

const { url, room } = readAddress();
const script = Object.assign(document.createElement('script'), { type: 'module', src: `${url}/noom.js` });
document.head.append(script);

const tag: Kit.NoomRoom = document.createElement('noom-room');
for (const [name, value] of Object.entries({ 'signaling-url': url, room, 'display-name': 'Guest', autojoin: '' })) {
  tag.setAttribute(name, value);
}
tellFirstFrame(
  new Promise((resolve) => {
    tag.addEventListener('noom-track-added', ({ participant, source, track }) => {
      if (!participant.isLocal && source === 'camera') resolve(firstFrameShown(track));
    });
  }),
);
document.body.append(tag);
