/** A page as Jest has it, by jsdom, and the kit as a browser gets it, which is also how Jest loads it. Tells what came of it. */
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('', { url: 'http://localhost/', pretendToBeVisual: true });
if (process.argv.includes('without-internals')) delete window.HTMLElement.prototype.attachInternals;
for (const name of Object.getOwnPropertyNames(window)) if (!(name in globalThis)) globalThis[name] = window[name];
const { document } = window;
await import('../../../dist/noom.js');
document.body.innerHTML = `<noom-room room="tea" display-name="Ann" autojoin panel="chat"><noom-prejoin></noom-prejoin>
  <noom-video></noom-video><noom-stage></noom-stage><noom-controls></noom-controls><noom-chat files></noom-chat>
  <noom-device-select required></noom-device-select><noom-participants></noom-participants><noom-quality></noom-quality>
  <noom-settings open></noom-settings><noom-reactions></noom-reactions></noom-room><noom-room autojoin room="b"></noom-room>`;
const told = [];
document.addEventListener('noom-state-changed', ({ state }) => told.push(state));
const room = document.querySelector('noom-room');
room.strings = { join: 'Come in' };
room.displayName = 'Ben';
room.append(document.createElement('noom-stage'));
const wait = () => new Promise((resolve) => setTimeout(resolve, 200));
await wait();
const { state, displayName } = room;
await room.leave();
document.body.append(room);
room.remove();
await wait();
document.body.replaceChildren();
await wait();
console.log(JSON.stringify({ state, displayName, room: room.getAttribute('room'), told }));
process.exit();
