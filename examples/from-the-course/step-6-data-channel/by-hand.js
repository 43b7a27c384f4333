import { find } from '../form.js';
import { callByHand } from '../step-3-offer-answer-ice/call.js';
import { chatOver } from './channel.js';

let say = () => undefined;
const use = (channel) => {
  say = chatOver(channel, find('lines'));
  channel.addEventListener('open', () => (find('send').disabled = false));
};

find('say').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = event.target.elements.text;
  say(field.value);
  field.value = '';
});

// One side makes the channel, before its offer; the other is told of it.
const { peer } = await callByHand({ handleFirst: (peer) => use(peer.createDataChannel('chat')) });
peer.addEventListener('datachannel', ({ channel }) => use(channel));
