import { io } from '/socket.io/socket.io.esm.min.js';
import { entered, find } from '../form.js';
import { connectAll } from './mesh.js';

const { room, name } = await entered();
const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
find('mine').srcObject = stream;
const socket = io('/course');
const videos = new Map();

const peers = connectAll(socket, stream, {
  show(id, remote) {
    const video =
      videos.get(id) ?? Object.assign(document.createElement('video'), { autoplay: true, playsInline: true });
    video.srcObject = remote;
    videos.set(id, video);
    find('videos').append(video);
    count();
  },
  remove(id) {
    videos.get(id)?.remove();
    videos.delete(id);
    count();
  },
});
socket.emit('enter', room, name, () => undefined);

/** The camera is encoded and sent once for each of the others. */
function count() {
  find('count').textContent = `×${peers.size}`;
}
