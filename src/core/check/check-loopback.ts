import { CallError } from '../base/errors.js';
import type { CheckContext } from './check-context.js';
import { failed, warning, works, type CheckFigures, type Finding } from './check-report.js';
import { measureBetween, readSample, type LoopbackSample } from './loopback-sample.js';
import { within } from './within.js';

/** As long as a link of a call has to come up, and the time that is measured. */
export const LOOPBACK_LIMIT_MS = 15_000;
/** Until the encoder has settled. */
const WARM_UP_MS = 1000;
/** Chosen: at 30 frames a second about a thousand packets, of which single ones do not count. */
const MEASURED_MS = 3000;
/** Enough for the small picture; beside a call the call comes first. */
const BITRATE_BPS = { alone: 1_000_000, besideCall: 250_000 };
/** As for the quality of a call: what it is judged `good` up to, both ways (ITU-T G.114), and of which it is not excellent. */
const SLOW_MS = 800;
const LOSSY_PERCENT = 5;
/** Chosen: half of what the picture has. */
const FEW_FRAMES = 12;

/** A call of this page with itself, through `iceServers` alone where there are any, for some seconds. */
export async function checkLoopback(
  context: CheckContext,
  iceServers: readonly RTCIceServer[],
  signal: AbortSignal,
): Promise<Finding> {
  const { clock } = context;
  try {
    const found = await within({ clock, limitMs: LOOPBACK_LIMIT_MS, signal }, (closing) =>
      call(context, iceServers, closing),
    );
    return found ?? failed('unreachable', { isRelayed: iceServers.length > 0 });
  } catch (error) {
    signal.throwIfAborted();
    return failed(error instanceof CallError ? error.code : 'internal');
  }
}

async function call(context: CheckContext, iceServers: readonly RTCIceServer[], signal: AbortSignal): Promise<Finding> {
  const { clock } = context;
  const isRelayed = iceServers.length > 0;
  const configuration: RTCConfiguration = {
    iceServers: [...iceServers],
    iceTransportPolicy: isRelayed ? 'relay' : 'all',
  };
  const closeWith = (part: { close(): void }): void => {
    signal.addEventListener('abort', () => {
      part.close();
    });
  };
  const sender = context.createConnection(configuration);
  closeWith(sender);
  const receiver = context.createConnection(configuration);
  closeWith(receiver);
  const picture = context.createPicture();
  closeWith(picture);

  const startedAt = clock.monotonic();
  const maxBitrate = context.isInRoom ? BITRATE_BPS.besideCall : BITRATE_BPS.alone;
  sender.addTransceiver(picture.track, { direction: 'sendonly', sendEncodings: [{ maxBitrate }] });
  const isUp = connected(sender, receiver);
  await exchange(sender, receiver);
  if (!(await isUp)) return failed('unreachable', { isRelayed });
  const connectMs = Math.round(clock.monotonic() - startedAt);

  await pause(context, WARM_UP_MS, signal);
  const before = await sample(context, sender, receiver);
  await pause(context, MEASURED_MS, signal);
  const after = await sample(context, sender, receiver);
  return judge({ connectMs, isRelayed, ...measureBetween(before, after) });
}

/** Each side gets the other's candidates as they come. */
async function exchange(sender: RTCPeerConnection, receiver: RTCPeerConnection): Promise<void> {
  const pass = (from: RTCPeerConnection, to: RTCPeerConnection): void => {
    from.onicecandidate = ({ candidate }) => {
      // One that came too late, or is not understood; the connection has others, or is not up in time.
      if (candidate !== null) to.addIceCandidate(candidate).catch(() => undefined);
    };
  };
  await sender.setLocalDescription(await sender.createOffer());
  pass(sender, receiver);
  const offer = sender.localDescription;
  if (offer !== null) await receiver.setRemoteDescription(offer);
  pass(receiver, sender);
  await receiver.setLocalDescription(await receiver.createAnswer());
  const answer = receiver.localDescription;
  if (answer !== null) await sender.setRemoteDescription(answer);
}

/** Resolves to whether both sides are connected, as soon as that is known. */
function connected(...sides: readonly RTCPeerConnection[]): Promise<boolean> {
  return new Promise((resolve) => {
    for (const side of sides) {
      side.onconnectionstatechange = () => {
        if (sides.some(({ connectionState }) => connectionState === 'failed')) resolve(false);
        else if (sides.every(({ connectionState }) => connectionState === 'connected')) resolve(true);
      };
    }
  });
}

function pause({ clock }: CheckContext, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', clock.after(delayMs, resolve));
  });
}

async function sample(
  { clock }: CheckContext,
  sender: RTCPeerConnection,
  receiver: RTCPeerConnection,
): Promise<LoopbackSample> {
  const [sent, received] = await Promise.all([sender.getStats(), receiver.getStats()]);
  return readSample(sent, received, clock.monotonic());
}

function judge(figures: CheckFigures): Finding {
  const { framesPerSecond = 0, lossPercent = 0, roundTripMs = 0 } = figures;
  if (framesPerSecond === 0) return failed('few-frames', figures);
  if (lossPercent > LOSSY_PERCENT) return warning('lossy', figures);
  if (roundTripMs > SLOW_MS) return warning('slow', figures);
  return framesPerSecond < FEW_FRAMES ? warning('few-frames', figures) : works(figures);
}
