/**
 * The server as most people write it first: it knows rooms, and passes on what it is given. It trusts every page; what
 * that costs is in docs/from-the-course.md, step by step. So `server.mjs` lets only pages of its own in.
 */
export function relay(io) {
  const countOf = (room) => io.adapter.rooms.get(room)?.size ?? 0;

  io.on('connection', (socket) => {
    let name = 'Somebody';
    socket.on('enter', (room, given, done) => {
      name = given;
      socket.join(room);
      socket.to(room).emit('welcome', name, countOf(room), socket.id);
      done(countOf(room));
    });
    socket.on('disconnecting', () => {
      for (const room of socket.rooms) socket.to(room).emit('bye', name, countOf(room) - 1, socket.id);
    });
    socket.on('message', (room, text, done) => {
      socket.to(room).emit('message', `${name}: ${text}`);
      done();
    });
    // To everyone else in a room: enough for two.
    for (const kind of ['offer', 'answer', 'ice']) {
      socket.on(kind, (room, content) => socket.to(room).emit(kind, content));
    }
    // To one of them: needed from the third on.
    socket.on('signal', (to, content) => socket.to(to).emit('signal', socket.id, content));
  });
}
