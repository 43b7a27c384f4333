import type { PlaneSignal } from '../../../src/core/media/plane-signaling.js';
import { Negotiator } from '../../../src/core/media/mesh/link/negotiator.js';

/** Grows with each description, as in a browser. */
let version = 0;
export const sdpOf = (session: number, role = 'actpass', sections = 1): string =>
  `v=0\r\no=- ${String(session)} ${String((version += 1))} IN IP4 127.0.0.1\r\n${`m=audio 9\r\na=ice-ufrag:u\r\na=setup:${role}\r\n`.repeat(sections)}`;
export const offer = (session = 1, sections = 1): PlaneSignal => ({
  description: { type: 'offer', sdp: sdpOf(session, 'actpass', sections) },
});
/** As Firefox writes it. */
export const byFirefox = (sdp: string): string => sdp.replace('o=-', 'o=mozilla...THIS_IS_SDPARTA-99.0');
export const answer = (role: string): PlaneSignal => ({ description: { type: 'answer', sdp: sdpOf(9, role) } });

/** A connection that does what it is told, and answers by the role it is told. */
class FakeConnection extends EventTarget {
  signalingState = 'stable';
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  currentLocalDescription: RTCSessionDescriptionInit | null = null;
  pendingLocalDescription: RTCSessionDescriptionInit | null = null;
  onnegotiationneeded: (() => void) | null = null;
  answerRole = 'active';
  isFirefox = false;
  readonly applied: RTCSessionDescriptionInit[] = [];
  readonly candidates: RTCIceCandidateInit[] = [];
  restarts = 0;
  refuses: (description: RTCSessionDescriptionInit) => boolean = () => false;

  setLocalDescription(): Promise<void> {
    const isAnswer = this.signalingState === 'have-remote-offer';
    const sdp = isAnswer ? sdpOf(5, this.answerRole) : sdpOf(5);
    this.localDescription = { type: isAnswer ? 'answer' : 'offer', sdp: this.isFirefox ? byFirefox(sdp) : sdp };
    this.signalingState = isAnswer ? 'stable' : 'have-local-offer';
    if (isAnswer) this.currentLocalDescription = this.localDescription;
    else this.pendingLocalDescription = this.localDescription;
    return Promise.resolve();
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    if (this.refuses(description)) return Promise.reject(new DOMException('No.', 'InvalidAccessError'));
    this.applied.push(description);
    // Chromium rewrites the line `o=`, without the name of the browser.
    this.remoteDescription = { ...description, sdp: (description.sdp ?? '').replace(/o=\S+/, 'o=-') };
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
    if (description.type === 'answer') this.#settleOffer();
    return Promise.resolve();
  }

  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (this.remoteDescription === null) return Promise.reject(new DOMException('Too early.', 'InvalidStateError'));
    this.candidates.push(candidate);
    return Promise.resolve();
  }

  restartIce(): void {
    this.restarts += 1;
  }

  #settleOffer(): void {
    this.currentLocalDescription = this.pendingLocalDescription;
    this.pendingLocalDescription = null;
  }
}

export interface Setting {
  isOffering?: boolean;
  isPolite?: boolean;
  canAsk?: boolean;
}

export function negotiate({ isOffering = false, isPolite = false, canAsk = true }: Setting = {}) {
  const connection = new FakeConnection();
  const sent: PlaneSignal[] = [];
  const broken: unknown[] = [];
  const asked: string[][] = [];
  let newSources: ('screen' | 'screenAudio')[] = [];
  const negotiator = new Negotiator(connection as unknown as RTCPeerConnection, {
    isOffering,
    isPolite: () => isPolite,
    canAsk: () => canAsk,
    sendSignal: (signal) => sent.push(signal),
    handleOffer: () => undefined,
    handleAskedSources: (sources) => asked.push([...sources]),
    getNewSources: () => newSources,
    handleExchanged: () => undefined,
    handleBroken: (error) => broken.push(error),
  });
  return {
    connection,
    negotiator,
    sent,
    broken,
    asked,
    wants: (...sources: ('screen' | 'screenAudio')[]) => (newSources = sources),
    need: () => connection.onnegotiationneeded?.(),
    settled: () => new Promise((resolve) => setTimeout(resolve)),
  };
}
