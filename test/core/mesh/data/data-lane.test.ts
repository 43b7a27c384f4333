import { expect } from '@open-wc/testing';
import { closeChannel, openChannel } from '../../../../src/core/media/mesh/data/data-channels.js';
import { DataLane } from '../../../../src/core/media/mesh/data/data-lane.js';
import { codeOf } from '../../../fakes/code-of.js';
import { turn } from '../../../fakes/turn.js';

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

/** A channel whose network takes nothing by itself. */
class HeldChannel extends EventTarget {
  readonly readyState = 'open';
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;

  send(frame: Uint8Array): void {
    this.bufferedAmount += frame.byteLength;
  }

  /** The network takes all but so many bytes. */
  drainTo(bytes: number): void {
    const isCrossed = this.bufferedAmount > this.bufferedAmountLowThreshold && bytes <= this.bufferedAmountLowThreshold;
    this.bufferedAmount = bytes;
    if (isCrossed) this.dispatchEvent(new Event('bufferedamountlow'));
  }
}

describe('the bulk lane', () => {
  const KIB = 1024;

  it('leaves most of the buffer that both lanes share, and is filled again long before it is empty', async () => {
    const channel = new HeldChannel();
    const lane = new DataLane(channel as unknown as RTCDataChannel, 'bulk');
    const sending = Array.from({ length: 18 }, () => lane.send(new Uint8Array(64 * KIB)));
    await turn();
    // One message more than its mark.
    expect(channel.bufferedAmount).to.equal((512 + 64) * KIB);
    channel.drainTo(257 * KIB);
    await turn();
    expect(channel.bufferedAmount, 'above the lower mark').to.equal(257 * KIB);
    channel.drainTo(256 * KIB);
    await turn();
    expect(channel.bufferedAmount).to.equal((512 + 64) * KIB);
    channel.drainTo(0);
    await Promise.all(sending);
    expect(channel.bufferedAmount).to.equal(4 * 64 * KIB);
  });
});
