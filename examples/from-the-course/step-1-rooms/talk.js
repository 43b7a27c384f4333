export function talk(socket, room, name) {
  socket.on('welcome', (who, count) => show(`${who} is here: ${count} inside`));
  socket.on('bye', (who, count) => show(`${who} left: ${count} inside`));
  socket.on('message', show);
  socket.emit('enter', room, name, (count) => show(`You are here: ${count} inside`));
  return (text) => socket.emit('message', room, text, () => show(`You: ${text}`));
}

function show(line) {
  document.querySelector('#lines')?.insertAdjacentHTML('beforeend', `<li>${line}</li>`);
}
