import type { Page } from 'puppeteer-core';

/** What both pages of a bare transfer have on their window. */
interface BareWindow {
  bare: { connection: RTCPeerConnection; opened: Promise<RTCDataChannel> };
}

/** Connects two pages by nothing but a data channel; the descriptions go through this process, with all candidates. */
export async function connectBare(sender: Page, receiver: Page): Promise<void> {
  for (const page of [sender, receiver]) await page.evaluate(prepare);
  const offer = await sender.evaluate(describe, null);
  const answer = await receiver.evaluate(describe, offer);
  await sender.evaluate(
    async (sdp) => (globalThis as unknown as BareWindow).bare.connection.setRemoteDescription({ type: 'answer', sdp }),
    answer,
  );
  for (const page of [sender, receiver])
    await page.evaluate(async () => {
      await (globalThis as unknown as BareWindow).bare.opened;
    });
}

/** Sends that many bytes as fast as the channel takes them; resolves to how long it took until all were received. */
export async function sendBare(sender: Page, receiver: Page, sizeBytes: number, pieceBytes: number): Promise<number> {
  const received = receiver.evaluate(async (expected) => {
    const channel = await (globalThis as unknown as BareWindow).bare.opened;
    let bytes = 0;
    await new Promise<void>((resolve) => {
      channel.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
        bytes += data.byteLength;
        if (bytes >= expected) resolve();
      };
    });
  }, sizeBytes);
  const startedMs = performance.now();
  await sender.evaluate(
    async (total, size) => {
      const channel = await (globalThis as unknown as BareWindow).bare.opened;
      channel.bufferedAmountLowThreshold = 256 * 1024;
      const piece = new Uint8Array(size);
      for (let sent = 0; sent < total; sent += size) {
        channel.send(piece.subarray(0, Math.min(size, total - sent)));
        if (channel.bufferedAmount > 1024 * 1024)
          await new Promise((resolve) => {
            channel.addEventListener('bufferedamountlow', resolve, { once: true });
          });
      }
    },
    sizeBytes,
    pieceBytes,
  );
  await received;
  return performance.now() - startedMs;
}

function prepare(): void {
  const connection = new RTCPeerConnection();
  const bare: BareWindow['bare'] = {
    connection,
    opened: new Promise((resolve) => {
      connection.ondatachannel = ({ channel }) => {
        channel.binaryType = 'arraybuffer';
        resolve(channel);
      };
    }),
  };
  (globalThis as unknown as BareWindow).bare = bare;
}

/** The offer, or the answer to one, once every candidate is in it. */
async function describe(offer: string | null): Promise<string> {
  const { bare } = globalThis as unknown as BareWindow;
  const { connection } = bare;
  if (offer === null) {
    const channel = connection.createDataChannel('bytes');
    bare.opened = new Promise((resolve) => {
      channel.onopen = () => {
        resolve(channel);
      };
    });
  } else await connection.setRemoteDescription({ type: 'offer', sdp: offer });
  await connection.setLocalDescription();
  if (connection.iceGatheringState !== 'complete')
    await new Promise<void>((resolve) => {
      connection.onicegatheringstatechange = () => {
        if (connection.iceGatheringState === 'complete') resolve();
      };
    });
  return connection.localDescription?.sdp ?? '';
}
