import { expect } from '@open-wc/testing';
import type { RoomHost } from '../../../../src/components/internal/link/room-context.js';
import { FocusKeeper } from '../../../../src/components/noom-room/ui/focus-keeper.js';
import { replace, restore } from '../../../fakes/browser/replaced.js';
import { until } from '../../../harness/until.js';

describe('the keeper of the focus', () => {
  const tag = document.createElement('div');
  const root = tag.attachShadow({ mode: 'open' });

  afterEach(() => {
    tag.remove();
    restore();
  });

  it('gives it to the tag itself, also when its time is over while it looks', async () => {
    root.innerHTML = '<div part="base"></div>';
    document.body.append(tag);
    let now = 0;
    // Each reading is later than the one before: the last one in time is that of a look, or the one after it.
    replace(performance, 'now', () => (now += 300));
    const room = { ownerDocument: document, linked: new Set(), children: [], snapshot: { state: 'joined' } };
    new FocusKeeper(room as unknown as RoomHost).handleLoss(tag, []);
    await until(() => now > 1300);
    await until(() => root.activeElement !== null);
    expect(root.activeElement?.getAttribute('part')).to.equal('base');
  });
});
