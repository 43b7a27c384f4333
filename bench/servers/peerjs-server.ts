/** PeerJS's own signaling server, unchanged. */
import { PeerServer } from 'peer';
import { printUrl } from './print-url.js';

PeerServer({ host: '127.0.0.1', port: 0, path: '/' }, (server) => {
  printUrl(server.address());
});
