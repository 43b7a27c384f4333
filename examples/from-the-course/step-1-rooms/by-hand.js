import { io } from '/socket.io/socket.io.esm.min.js';
import { entered, find } from '../form.js';
import { talk } from './talk.js';

const { room, name } = await entered();
const say = talk(io('/course'), room, name);

find('say').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = event.target.elements.text;
  say(field.value);
  field.value = '';
});
