import { CallError } from '../base/errors.js';
import type { PlaneData } from '../media/data-frame.js';
import type { DataPath } from '../media/data-path.js';

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
 * Sends the page's own data with `DataPath.send`.
 * @throws CallError as `DataPath.send` does; `not-allowed` when the channel is one of the kit's own.
 */
export async function sendData(path: DataPath, { channel, data }: PlaneData, to: string | null): Promise<void> {
  if (channel.startsWith(KIT_CHANNEL_PREFIX)) {
    throw new CallError('not-allowed', { message: `Channels that begin with “${KIT_CHANNEL_PREFIX}” are taken.` });
  }
  await path.send(to, { channel, data });
}
