import 'noom-elements';

const room = document.querySelector('noom-room');
const toggle = document.querySelector('#toggle');
const tiles = document.querySelector('#tiles');
const status = document.querySelector('[role=status]');
const address = new URLSearchParams(location.search);

room.room = address.get('room') ?? 'tea';
room.displayName = address.get('name') ?? '';
room.autojoin = address.has('autojoin');
room.strings = { join: 'Come in' };

/** One tile for each participant. Those who stay keep their tile, and so their picture. */
function drawTiles() {
  const ids = room.snapshot.participants.map(({ id }) => id);
  for (const tile of [...tiles.children]) if (!ids.includes(tile.participant)) tile.remove();
  for (const id of ids) {
    if ([...tiles.children].some((tile) => tile.participant === id)) continue;
    tiles.append(Object.assign(document.createElement('noom-video'), { participant: id }));
  }
}

// All events bubble. On the document, the room is heard also when it leaves because it was removed.
document.addEventListener('noom-joined', () => {
  status.textContent = 'You are in the call.';
  drawTiles();
});
document.addEventListener('noom-left', () => (status.textContent = 'You are out of the call.'));
document.addEventListener('noom-participant-joined', drawTiles);
document.addEventListener('noom-participant-left', drawTiles);

document.querySelector('#reverse').addEventListener('click', () => {
  for (const tile of [...tiles.children]) tiles.prepend(tile);
});
toggle.addEventListener('click', () => {
  if (room.isConnected) room.remove();
  else toggle.after(room);
  toggle.textContent = room.isConnected ? 'Close the call' : 'Open the call';
});
