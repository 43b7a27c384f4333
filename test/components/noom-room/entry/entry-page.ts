import '../../../../src/components/noom-room/index.js';
import type { NoomRoom } from '../../../../src/components/index.js';
import { createMemoryRoom } from '../../../../src/testing/index.js';
import { until } from '../../../harness/until.js';

/** The room on a page that has imported it alone. */
export interface EntryPage {
  readonly room: NoomRoom;
  /** The first match in the room's own UI. */
  find(selector: string): HTMLElement | null;
  inState(state: string): Promise<void>;
  close(): Promise<void>;
}

/** Puts a room on the page, which has registered no other tag unless a test has. */
export function putEntryRoom(attributes: string, children = ''): EntryPage {
  const memory = createMemoryRoom({ room: 'tea', participants: [{ name: 'Ann' }] });
  const box = document.createElement('main');
  box.style.cssText = 'width: 1000px; height: 700px;';
  const template = document.createElement('template');
  template.innerHTML = `<noom-room room="tea" ${attributes}>${children}</noom-room>`;
  box.append(document.importNode(template.content, true));
  const room = box.firstElementChild as NoomRoom;
  Object.assign(room, { createCall: () => memory.createCall() });
  document.body.append(box);
  return {
    room,
    find: (selector) => room.shadowRoot?.querySelector<HTMLElement>(selector) ?? null,
    inState: (state) => until(() => room.getAttribute('state') === state, `the room never was ${state}`),
    close: async () => {
      box.remove();
      await memory.close();
    },
  };
}

/** The tags of the kit that are registered. */
export function registered(): string[] {
  const names = ['chat', 'controls', 'device-select', 'participants', 'prejoin', 'quality', 'reactions', 'room'];
  return [...names, 'settings', 'stage', 'video'].filter((name) => customElements.get(`noom-${name}`));
}
