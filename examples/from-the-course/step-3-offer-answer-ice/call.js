import { io } from '/socket.io/socket.io.esm.min.js';
import { entered, find } from '../form.js';
import { connect } from './connect.js';

/** The page around `connect.js`, which the steps after this one use too: form, camera, two videos. */
export async function callByHand(options) {
  const { room, name } = await entered();
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  find('mine').srcObject = stream;
  const socket = io('/course');
  const show = (remote) => (find('theirs').srcObject = remote);
  const peer = connect(socket, room, stream, { show, ...options });
  socket.emit('enter', room, name, () => undefined);
  return { peer, socket, room, stream };
}
