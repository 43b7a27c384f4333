import { createMemoryRoom, type MemoryRoom } from '../../../../src/testing/index.js';
import { until } from '../../../harness/until.js';

describe('a room on the page that is registered before it is said how its tags are loaded', () => {
  let memory: MemoryRoom;
  let room: HTMLElement;

  afterEach(async () => {
    room.remove();
    await memory.close();
  });

  it('has its UI', async () => {
    memory = createMemoryRoom({ room: 'tea', participants: [{ name: 'Ann' }] });
    room = document.createElement('noom-room');
    Object.assign(room, { room: 'tea', createCall: () => memory.createCall() });
    document.body.append(room);
    await import('./registered-first.js');
    await until(() =>
      room.shadowRoot?.querySelector('noom-prejoin')?.shadowRoot?.querySelector<HTMLElement>('.join:enabled'),
    );
  });
});
