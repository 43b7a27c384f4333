import { expect } from '@open-wc/testing';
import { PeerData } from '../../../../src/core/media/mesh/data/peer-data.js';
import { codeOf } from '../../../fakes/code-of.js';

describe('data for a participant to whom the browser makes no connection', () => {
  let data: PeerData;

  beforeEach(() => {
    data = new PeerData({
      getChannels: () => null,
      getLane: () => ({ send: () => Promise.resolve() }),
      hasBulkLane: true,
    });
  });
  afterEach(() => {
    data.close();
  });

  it('waits for one, at most 1000 messages, and is refused when there will be none', async () => {
    const waiting = Array.from({ length: 1000 }, () => codeOf(data.send('x', {})));
    expect(await codeOf(data.send('x', {}))).to.equal('rate-limited');
    data.close();
    expect(new Set(await Promise.all(waiting))).to.deep.equal(new Set(['not-allowed']));
  });

  it('is given up when it is aborted, also in the same task', async () => {
    const aborted = new AbortController();
    const sending = data.send('x', { signal: aborted.signal }).catch((error: unknown) => error);
    aborted.abort(new Error('Enough.'));
    expect(String(await sending)).to.equal('Error: Enough.');
  });
});
