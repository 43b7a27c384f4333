/** The signaling server of the bare limit: rooms, and messages relayed unchanged. It trusts all clients. */
import { once } from 'node:events';
import { WebSocketServer, type WebSocket } from 'ws';
import type { RelayMessage, RelayRequest } from './relay-protocol.js';
import { printUrl } from './print-url.js';

const rooms = new Map<string, Map<string, WebSocket>>();
let lastId = 0;

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
await once(server, 'listening');

server.on('connection', (socket) => {
  const id = String((lastId += 1));
  let room = new Map<string, WebSocket>();
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as RelayRequest;
    if (message.type === 'join') {
      room = rooms.get(message.room) ?? new Map<string, WebSocket>();
      rooms.set(message.room, room);
      const others = [...room.keys()];
      const [eldest] = others;
      room.set(id, socket);
      const offeredTo = message.offer && eldest !== undefined ? eldest : null;
      send(socket, { type: 'joined', others, offeredTo });
      if (offeredTo !== null && message.offer) {
        send(room.get(offeredTo), { type: 'signal', from: id, description: message.offer });
      }
    } else {
      const { to, ...signal } = message;
      send(room.get(to), { ...signal, from: id });
    }
  });
  socket.on('close', () => room.delete(id));
});
printUrl(server.address());

function send(socket: WebSocket | undefined, message: RelayMessage): void {
  socket?.send(JSON.stringify(message));
}
