/** Two browsers greet each other by the server, in the order in which they will make a call. */
export function exchange(socket, log) {
  // The one who is inside already begins; the newcomer waits.
  socket.on('welcome', (name, count, id) => {
    log(`sent an offer to ${name}`);
    socket.emit('signal', id, { kind: 'offer' });
  });
  socket.on('signal', (from, { kind }) => {
    log(`received: ${kind}`);
    if (kind === 'offer') socket.emit('signal', from, { kind: 'answer' });
  });
}
