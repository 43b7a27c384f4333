import type { Guest } from './guest.js';

/** Has the page send a file of that many bytes, none like the next; resolves to its checksum. */
export async function sendFile(guest: Guest, name: string, sizeBytes: number): Promise<string> {
  return guest.page.$eval(
    'noom-room',
    async (room, fileName, size) => {
      const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) % 256);
      await room.sendFile(new File([bytes], fileName));
      return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))).join(' ');
    },
    name,
    sizeBytes,
  );
}

/** Presses "Receive"; resolves once it is wanted. */
export async function acceptFile(guest: Guest, name: string): Promise<void> {
  await (await guest.see(`>>> button[aria-label="Receive ${name}"]`)).click();
  await guest.page.waitForFunction(
    (fileName) =>
      document
        .querySelector('noom-room')
        ?.snapshot.files.some(({ name, state }) => name === fileName && state !== 'offered'),
    {},
    name,
  );
}

/** Accepts it; resolves to the checksum of what came, once it can be saved. */
export async function receiveFile(guest: Guest, name: string): Promise<string> {
  await acceptFile(guest, name);
  return receivedFile(guest, name);
}

/** Resolves to the checksum of what came, once it can be saved. */
export async function receivedFile(guest: Guest, name: string): Promise<string> {
  await guest.see(`>>> a[aria-label="Save ${name}"]`);
  return guest.page.$eval(
    'noom-room',
    async (room, fileName) => {
      const blob = room.snapshot.files.find((file) => file.name === fileName)?.blob ?? new Blob();
      return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))).join(' ');
    },
    name,
  );
}
