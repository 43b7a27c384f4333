import type { Lane } from '../../data-path.js';

/** The data channels of one connection. */
export type DataChannels = Readonly<Record<Lane, RTCDataChannel>>;

/** The same on both sides. The first version has the first one only. */
const CHANNELS: Readonly<Record<Lane, { label: string; id: number }>> = {
  ordered: { label: 'noom', id: 0 },
  bulk: { label: 'noom-bulk', id: 1 },
};

/**
 * Makes the data channel of a lane: negotiated in advance (by its id on both sides), so that opening it costs no round
 * trip. What it carries is written and read by code that is loaded later.
 */
export function openChannel(
  pc: RTCPeerConnection,
  lane: Lane,
  handleMessage: (message: unknown) => void,
): RTCDataChannel {
  const { label, id } = CHANNELS[lane];
  const channel = pc.createDataChannel(label, { negotiated: true, id });
  channel.binaryType = 'arraybuffer';
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    handleMessage(data);
  };
  return channel;
}

/** Closes a channel, and tells those who wait for it. May be called twice. */
export function closeChannel(channel: RTCDataChannel): void {
  channel.onopen = null;
  channel.onmessage = null;
  channel.close();
  channel.dispatchEvent(new Event('close'));
}
