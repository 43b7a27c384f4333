import { CallError } from '../base/errors.js';
import type { PlaneData } from '../media/data-frame.js';
import type { MediaPlane } from '../media/media-plane.js';

/** Names of data channels that begin so are the kit's own. */
export const KIT_CHANNEL_PREFIX = 'noom:';

/** What a page may hand over as data. */
export type PageData = string | ArrayBuffer | ArrayBufferView;

/** Text, or bytes as one view of them. */
export function toPlainData(data: PageData): string | Uint8Array {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/**
 * Sends to one participant, or to everybody `getOthers` finds there. Of everybody, those who cannot be reached now get it when they
 * can, and are not waited for.
 * @throws CallError `rate-limited` when too much waits for a participant already; `message-too-large`; `not-allowed` when `to` is
 * not there, or the channel is one of the kit's own.
 */
export async function sendData(
  plane: MediaPlane,
  { channel, data }: PlaneData,
  to: string | null,
  getOthers: () => readonly { id: string }[],
): Promise<void> {
  if (channel.startsWith(KIT_CHANNEL_PREFIX)) {
    throw new CallError('not-allowed', { message: `Channels that begin with “${KIT_CHANNEL_PREFIX}” are taken.` });
  }
  if (data.length > plane.capabilities.maxMessageBytes) throw new CallError('message-too-large');
  const ids = to === null ? getOthers().map(({ id }) => id) : [to];
  const sendings = ids.map(async (id) => {
    const isAwaited = to !== null || plane.canSend(id);
    const sending = plane.sendData(id, { channel, data });
    if (!isAwaited) {
      // What became of it nobody waits to hear: the participant may be gone before the connection is back.
      sending.catch(() => undefined);
      return;
    }
    try {
      await sending;
    } catch (error) {
      // Whoever leaves while everybody is told is no failure.
      if (to !== null || getOthers().some((participant) => participant.id === id)) throw error;
    }
  });
  await Promise.all(sendings);
}
