import { CallError } from '../../base/errors.js';
import type { PlaneData } from '../../media/data-frame.js';
import type { DataPath } from '../../media/data-path.js';
import type { CallContext } from '../../model/call-context.js';
import { createCallEvent } from '../../model/events.js';

/** The prefix of the data channels that are reserved for the kit. */
export const KIT_CHANNEL_PREFIX = 'noom:';

/** The data that a page may send. */
export type PageData = string | ArrayBuffer | ArrayBufferView;

/**
 * Normalizes data: text stays as it is, bytes become one view of them.
 * @throws TypeError for what is neither, where `Uint8Array` alone would make something of it: of an object, no bytes.
 */
export function toPlainData(data: PageData): string | Uint8Array {
  if (typeof data === 'string') return data;
  const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(data) ? data : new DataView(data);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/**
 * Sends data of the page with `DataPath.send`.
 * @throws CallError as `DataPath.send` does; `not-allowed` when the channel is reserved for the kit.
 */
export async function sendData(path: DataPath, { channel, data }: PlaneData, to: string | null): Promise<void> {
  if (channel.startsWith(KIT_CHANNEL_PREFIX)) {
    throw new CallError('not-allowed', { message: `Channels that begin with “${KIT_CHANNEL_PREFIX}” are taken.` });
  }
  await path.send(to, { channel, data });
}

/** Tells the page data of another participant who is in the room. Bytes have a buffer of their own, which pages may read as a whole. */
export function tellData({ getSnapshot, tell }: CallContext, from: string, { channel, data }: PlaneData): void {
  const participant = getSnapshot().participants.find(({ id, isLocal }) => id === from && !isLocal);
  if (participant) tell(createCallEvent('noom-data-received', { participant, channel, data: data.slice() }));
}
