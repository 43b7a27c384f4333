/**
 * A language that the kit does not have, given by the page: every text of the tags, by its key, from a file. Tags that
 * are loaded later (the chat, the settings) read the same texts.
 */
const room = document.querySelector('noom-room');

// The address fills the page in, as on the other pages: ?room=tea&name=Ann, and &autojoin.
const address = new URLSearchParams(location.search);
for (const [parameter, attribute] of [
  ['room', 'room'],
  ['name', 'display-name'],
  ['autojoin', 'autojoin'],
]) {
  const value = address.get(parameter);
  if (value !== null) room.setAttribute(attribute, value);
}

// Properties may be set before the kit is loaded: so no English is seen first.
const answer = await fetch('/japanese.json');
if (answer.ok) room.strings = await answer.json();
await import('/noom.js');
