/** The connections that the page made since `noteConnections()`. */
export const connections: RTCPeerConnection[] = [];

/** Notes each connection from now on, of any kit; before anything else on the page. */
export function noteConnections(handleTrack: (track: MediaStreamTrack) => void = () => undefined): void {
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
      this.addEventListener('track', ({ track }) => {
        handleTrack(track);
      });
    }
  };
}

/** What a page has sent and received so far, over all connections. */
export interface Traffic {
  readonly sentBytes: number;
  /** Decoded pictures of others. */
  readonly frames: number;
  /** Cameras of others of which at least one picture was decoded. */
  readonly cameras: number;
  /** Samples of sound that were played, and those made up where packets were missing in the midst of sound. */
  readonly samples: number;
  readonly concealed: number;
}

/** What each connection had sent and received when it was looked at last: one that is closed has no statistics. */
const lastKnown = new Map<RTCPeerConnection, Traffic>();

/** By the browser's own statistics. */
export async function traffic(): Promise<Traffic> {
  const open = connections.filter(({ connectionState }) => connectionState !== 'closed');
  await Promise.all(
    open.map(async (connection) => {
      lastKnown.set(connection, sumOf(await connection.getStats()));
    }),
  );
  const sum = (what: keyof Traffic, of: readonly RTCPeerConnection[]): number =>
    of.reduce((total, connection) => total + (lastKnown.get(connection)?.[what] ?? 0), 0);
  return {
    sentBytes: sum('sentBytes', connections),
    frames: sum('frames', connections),
    cameras: sum('cameras', open),
    samples: sum('samples', connections),
    concealed: sum('concealed', connections),
  };
}

function sumOf(report: RTCStatsReport): Traffic {
  const sum = { sentBytes: 0, frames: 0, cameras: 0, samples: 0, concealed: 0 };
  for (const stats of report.values() as Iterable<RTCTransportStats | RTCInboundRtpStreamStats>) {
    if (stats.type === 'transport') sum.sentBytes += (stats as RTCTransportStats).bytesSent ?? 0;
    if (stats.type !== 'inbound-rtp') continue;
    const { framesDecoded = 0, totalSamplesReceived = 0, ...rest } = stats as RTCInboundRtpStreamStats;
    sum.frames += framesDecoded;
    sum.cameras += framesDecoded > 0 ? 1 : 0;
    sum.samples += totalSamplesReceived;
    // Silence between two that speak is no gap.
    sum.concealed += (rest.concealedSamples ?? 0) - (rest.silentConcealedSamples ?? 0);
  }
  return sum;
}
