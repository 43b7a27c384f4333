import { find } from '../form.js';
import { callByHand } from '../step-3-offer-answer-ice/call.js';
import { toggle } from './mute.js';

const { stream } = await callByHand();
find('microphone').addEventListener('click', ({ target }) => toggle(stream, 'audio', target));
find('camera').addEventListener('click', ({ target }) => toggle(stream, 'video', target));
