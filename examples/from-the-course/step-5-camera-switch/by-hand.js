import { find } from '../form.js';
import { callByHand } from '../step-3-offer-answer-ice/call.js';
import { toggle } from '../step-4-mute/mute.js';
import { listCameras, useCamera } from './cameras.js';

const call = await callByHand();
await listCameras(find('cameras'));
find('cameras').addEventListener('change', async ({ target }) => {
  call.stream = await useCamera(call.peer, target.value);
  find('mine').srcObject = call.stream;
});
find('microphone').addEventListener('click', ({ target }) => toggle(call.stream, 'audio', target));
