import { CallError } from '../base/errors.js';
import type { PlaneData } from '../media/data-frame.js';
import { listen } from '../base/typed-events.js';
import type { DataEvents, DataPath } from '../media/data-path.js';

/** The prefix of the data channels that are reserved for the kit. */
export const KIT_CHANNEL_PREFIX = 'noom:';

/** The data that a page may send. */
export type PageData = string | ArrayBuffer | ArrayBufferView;

/** Normalizes data: text stays as it is, bytes become one view of them. */
export function toPlainData(data: PageData): string | Uint8Array {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
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

/** Who hears of data: the kit of its own channels, the page of all others. */
export interface DataListeners {
  handleReachable(participantId: string): void;
  handleKitData(from: string, channel: string, data: PlaneData['data']): void;
  handlePageData(from: string, data: PlaneData): void;
}

/** Listens to what comes by a data path, until `signal` is aborted. */
export function listenToData(path: DataPath, listeners: DataListeners, signal: AbortSignal): void {
  listen<DataEvents>(
    path,
    {
      'data-reachable': ({ participantId }) => {
        listeners.handleReachable(participantId);
      },
      'data-received': ({ from, channel, data }) => {
        if (channel.startsWith(KIT_CHANNEL_PREFIX)) listeners.handleKitData(from, channel, data);
        else listeners.handlePageData(from, { channel, data });
      },
    },
    signal,
  );
}
