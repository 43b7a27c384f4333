/**
 * A relay on Socket.IO with the minimum of signaling: rooms, relayed messages, an ack for each. It trusts all clients.
 */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Server } from 'socket.io';
import { printUrl } from './print-url.js';

interface Requests {
  'room:join': (request: { room: string }, ack: (reply: object) => void) => void;
  'signal:send': (request: { to: string; candidate?: object }, ack: (reply: object) => void) => void;
}

interface Events {
  'signal:message': (message: { from: string; candidate?: object }) => void;
}

const http = createServer();
const io = new Server<Requests, Events>(http, {
  serveClient: false,
  perMessageDeflate: false,
  transports: ['websocket'],
});
const rooms = new Map<string, Set<string>>();

io.on('connection', (socket) => {
  let room = new Set<string>();
  socket.on('room:join', (request, ack) => {
    room = rooms.get(request.room) ?? new Set();
    rooms.set(request.room, room);
    const participants = [...room].map((id) => ({ id }));
    room.add(socket.id);
    ack({ ok: true, participants });
  });
  socket.on('signal:send', ({ to, ...signal }, ack) => {
    io.sockets.sockets.get(to)?.emit('signal:message', { ...signal, from: socket.id });
    ack({ ok: true });
  });
  socket.on('disconnect', () => room.delete(socket.id));
});
http.listen(0, '127.0.0.1');
await once(http, 'listening');
printUrl(http.address());
