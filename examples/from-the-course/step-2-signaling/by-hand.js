import { io } from '/socket.io/socket.io.esm.min.js';
import { entered, find } from '../form.js';
import { exchange } from './exchange.js';

const { room, name } = await entered();
const socket = io('/course');

exchange(socket, (text) => {
  const line = document.createElement('li');
  line.textContent = text;
  find('lines').append(line);
});
socket.emit('enter', room, name, () => undefined);
