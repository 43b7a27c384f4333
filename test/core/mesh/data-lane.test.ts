import { expect } from '@open-wc/testing';
import { closeChannel, openChannel } from '../../../src/core/media/mesh/data-channels.js';
import { DataLane } from '../../../src/core/media/mesh/data-lane.js';
import { codeOf } from '../../fakes/code-of.js';

describe('data that waits for a connection', () => {
  let pc: RTCPeerConnection;
  let channel: RTCDataChannel;
  let lane: DataLane;

  beforeEach(() => {
    pc = new RTCPeerConnection();
    channel = openChannel(pc, 'ordered', () => undefined);
    lane = new DataLane(channel, 'ordered');
  });

  afterEach(() => {
    closeChannel(channel);
    pc.close();
  });

  it('is at most 1000 messages, and more is refused at once', async () => {
    const waiting = Array.from({ length: 1000 }, () => codeOf(lane.send('x')));
    expect(await codeOf(lane.send('x'))).to.equal('rate-limited');
    closeChannel(channel);
    expect(new Set(await Promise.all(waiting))).to.deep.equal(new Set(['not-allowed']));
  });

  it('is at most 16 MiB', async () => {
    const piece = 'x'.repeat(1024 * 1024);
    const waiting = Array.from({ length: 16 }, () => codeOf(lane.send(piece)));
    expect(await codeOf(lane.send('x'))).to.equal('rate-limited');
    closeChannel(channel);
    await Promise.all(waiting);
  });

  it('is dropped when it is aborted, and leaves its place to other data', async () => {
    const abort = new AbortController();
    const reason = new Error('It is not wanted any more.');
    const waiting = Array.from({ length: 1000 }, () => lane.send('x', abort.signal).catch((error: unknown) => error));
    abort.abort(reason);
    expect(new Set(await Promise.all(waiting))).to.deep.equal(new Set([reason]));
    const later = codeOf(lane.send('x'));
    closeChannel(channel);
    expect(await later).to.equal('not-allowed');
  });
});
