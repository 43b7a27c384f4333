import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Namespace } from './namespace.js';

/** What a link does to the packets, each way. */
export interface LinkQuality {
  /** One way. */
  readonly delayMs: number;
  /** By how much a packet may take longer or shorter; they stay in order. */
  readonly jitterMs?: number;
  /** Of so many packets one is lost. */
  readonly oneLostOf?: number;
  readonly kbps?: number;
}

/** The interfaces between which a link lies, and the address of what is at its near end. */
interface Place {
  readonly near: string;
  readonly far: string;
  readonly nearAddress: string;
}

/** How long a packet may wait for its turn; what would wait longer is dropped, as by routers at narrow lines. */
const QUEUE_MS = 250;
/** Where the recipient's address is in an IPv4 header (RFC 791, section 3.1). */
const RECIPIENT_AT = 16;
/** The routing table for packets that have not been over the link yet. */
const TABLE = '100';
/** A namespace has one at most. */
const DEVICE = `slow${String(process.pid)}`;

/**
 * Leads what passes in a namespace, from one interface to the other, over a link with delay, jitter, loss and a limited
 * rate; returns what ends that. For kernels without `netem`: routes lead each packet into a TUN device, socat brings it
 * to this process as a datagram, and here it is sent back when its time has come.
 */
export async function slowDown(namespace: Namespace, place: Place, quality: LinkQuality): Promise<() => Promise<void>> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  // Made outside, where socat can reach this process: moved into the namespace, it still leads there.
  const from = `TUN,tun-name=${DEVICE},iff-no-pi`;
  const to = `UDP4:127.0.0.1:${String(socket.address().port)}`;
  const socat = spawn('socat', ['-d', '-d', from, to], { stdio: ['ignore', 'ignore', 'pipe'] });
  let isOpen = true;
  // The device, and the routes over it, go with the program that made it.
  const end = async (): Promise<void> => {
    isOpen = false;
    if (socat.kill('SIGKILL')) await once(socat, 'exit');
    socket.close();
  };
  try {
    await hasBegun(socat.stderr);
    passPackets();
    namespace.take(DEVICE);
    namespace.ip('route', 'add', 'default', 'dev', DEVICE, 'table', TABLE);
    for (const interfaceName of [place.near, place.far]) {
      namespace.ip('rule', 'add', 'iif', interfaceName, 'lookup', TABLE);
    }
  } catch (error) {
    await end();
    throw error;
  }

  function passPackets(): void {
    const [up, down] = [new OneWay(quality), new OneWay(quality)];
    const recipient = Buffer.from(place.nearAddress.split('.').map(Number));
    socket.on('message', (packet, sender) => {
      const isDown = packet.subarray(RECIPIENT_AT, RECIPIENT_AT + recipient.length).equals(recipient);
      (isDown ? down : up).pass(packet.length, () => {
        if (isOpen) socket.send(packet, sender.port, sender.address);
      });
    });
  }

  return async () => {
    for (const interfaceName of [place.near, place.far]) {
      namespace.ip('rule', 'delete', 'iif', interfaceName, 'lookup', TABLE);
    }
    await end();
  };
}

/**
 * Resolves when socat passes packets. The device is there before, but socat calls it by name until then, so that it must
 * not be moved yet.
 */
async function hasBegun(told: Readable): Promise<void> {
  let text = '';
  for await (const part of told.iterator({ destroyOnReturn: false })) {
    text += String(part);
    if (!text.includes('starting data transfer')) continue;
    told.resume();
    return;
  }
  throw new Error(`socat made no TUN device: ${text}`);
}

/** One direction of a link. */
class OneWay {
  readonly #quality: LinkQuality;
  #count = 0;
  /** When what was taken so far is sent, and when the last of it arrives. */
  #freeAtMs = 0;
  #lastMs = 0;

  constructor(quality: LinkQuality) {
    this.#quality = quality;
  }

  /** Calls `arrive` when a packet of that size is through, if it gets through. */
  pass(bytes: number, arrive: () => void): void {
    const { delayMs, jitterMs = 0, oneLostOf = Infinity, kbps = Infinity } = this.#quality;
    const nowMs = performance.now();
    this.#count += 1;
    if (this.#count % oneLostOf === 0 || this.#freeAtMs - nowMs > QUEUE_MS) return;
    this.#freeAtMs = Math.max(nowMs, this.#freeAtMs) + (bytes * 8) / kbps;
    const shiftMs = jitterMs * (2 * Math.random() - 1);
    this.#lastMs = Math.max(this.#lastMs, this.#freeAtMs + delayMs + shiftMs);
    setTimeout(arrive, this.#lastMs - nowMs);
  }
}
