import { expect } from '@open-wc/testing';
import { sendData } from '../../../src/core/call/data-channels.js';
import type { MediaPlane } from '../../../src/core/media/media-plane.js';

const OTHERS = [{ id: 'ann' }, { id: 'bob' }];
const never = new Promise<void>(() => undefined);

/** A plane on which Ann can be reached, and Bob cannot. */
function planeWithout(sent: string[]): MediaPlane {
  const plane: Pick<MediaPlane, 'canSend' | 'sendData'> = {
    canSend: (id) => id === 'ann',
    sendData: (id) => {
      sent.push(id);
      return id === 'ann' ? Promise.resolve() : never;
    },
  };
  return plane as MediaPlane;
}

describe('data for everybody', () => {
  it('does not wait for a participant who cannot be reached, and is meant for them all the same', async () => {
    const sent: string[] = [];
    await sendData(planeWithout(sent), { channel: 'game', data: 'x' }, null, () => OTHERS);
    expect(sent).to.deep.equal(['ann', 'bob']);
  });

  it('waits when it is for that one alone', async () => {
    const sending = sendData(planeWithout([]), { channel: 'game', data: 'x' }, 'bob', () => OTHERS);
    expect(await Promise.race([sending, Promise.resolve('waits')])).to.equal('waits');
  });
});
