import { tiles } from './tiles.js';

/** What keeps an element with an id as it is, while the page around it changes. */
export const KEEP = {
  turbo: 'data-turbo-permanent',
  htmx: 'hx-preserve="true"',
};

/** Templates write a boolean as text: `autojoin="false"` joins nobody. The texts are escaped already. */
export function roomTag({ library, room, name, autojoin }) {
  return `<noom-room
      id="call"
      ${KEEP[library]}
      signaling-url="http://127.0.0.1:3000"
      room="${room}"
      display-name="${name}"
      autojoin="${autojoin}"
    >
      <noom-prejoin></noom-prejoin>
      ${tiles(library, ['local', 'remote'])}
      <noom-controls controls="microphone camera leave"></noom-controls>
    </noom-room>`;
}
