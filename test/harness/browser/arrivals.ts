import type { CallController } from '../../../src/core/index.js';
import { other } from './real-call.js';

/** The time between two checks, in milliseconds; sound arrives in 50 packets a second, pictures in 5 frames or more. */
const LOOK_MS = 50;
/** So many checks without anything new are an end, and not a pause. */
const QUIET_LOOKS = 24;
/** More than this is a flow, and not what was in flight. */
const FLOW = { audio: 25, video: 5 };

/** What arrives of a participant: packets of sound, or decoded frames of pictures. */
export type Arriving = keyof typeof FLOW;

interface InboundStats {
  readonly type: string;
  readonly kind?: string;
  readonly packetsReceived?: number;
  readonly framesDecoded?: number;
}

/** How much has arrived here of the remote participant of that name, over the present connection. */
async function countOf(call: CallController, name: string, what: Arriving): Promise<number> {
  const id = call.snapshot.participants.find((one) => !one.isLocal && one.name === name)?.id;
  const { participants } = await call.getReport({ identities: true });
  const stats = (participants.find((one) => one.id === id)?.stats ?? []) as InboundStats[];
  const streams = stats.filter(({ type, kind }) => type === 'inbound-rtp' && kind === what);
  const count = ({ packetsReceived = 0, framesDecoded = 0 }: InboundStats): number =>
    what === 'audio' ? packetsReceived : framesDecoded;
  return streams.reduce((sum, stream) => sum + count(stream), 0);
}

/**
 * Resolves when a source of the participant of that name is on or off, as it should be: as it is shown there and here,
 * and by what arrives here.
 */
export async function agrees(
  [sender, name]: readonly [CallController, string],
  receiver: CallController,
  source: 'microphone' | 'camera',
  on: boolean,
): Promise<void> {
  if (sender.snapshot.self.sources[source].on !== on) throw new Error(`${name} shows another state of the ${source}.`);
  await other(receiver, name, ({ sources }) => sources[source].on === on);
  await (on ? flows : falls)(receiver, name, source === 'microphone' ? 'audio' : 'video');
}

/** Resolves when something has begun to arrive, and goes on. */
export async function flows(call: CallController, name: string, what: Arriving): Promise<void> {
  let least = await countOf(call, name, what);
  for (;;) {
    const now = await countOf(call, name, what);
    if (now >= least + FLOW[what]) return;
    // A connection that is made anew begins to count anew, and so does Firefox after a silence.
    least = Math.min(least, now);
    await look();
  }
}

/** Resolves when nothing arrives any more, for more than a second. */
export async function falls(call: CallController, name: string, what: Arriving): Promise<void> {
  let before = await countOf(call, name, what);
  for (let quiet = 0; quiet < QUIET_LOOKS; quiet += 1) {
    await look();
    const now = await countOf(call, name, what);
    if (now !== before) quiet = 0;
    before = now;
  }
}

function look(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
