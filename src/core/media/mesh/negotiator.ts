import type { WireCandidate, WireDescription } from '../../signaling/protocol.js';

/** What a negotiator needs of its surroundings. */
export interface NegotiatorOptions {
  /** Exactly one of the two sides gives way when both offer at once. */
  isPolite: () => boolean;
  sendDescription: (description: WireDescription) => void;
  /** Called between applying a remote offer and answering it: the moment to attach what is sent. */
  handleOffer: () => void;
}

/**
 * Perfect negotiation, as the WebRTC specification writes it down, and nothing else: both sides may offer at any
 * time, and both end with the same descriptions.
 * @see https://www.w3.org/TR/webrtc/#perfect-negotiation-example
 */
export class Negotiator {
  readonly #pc: RTCPeerConnection;
  readonly #options: NegotiatorOptions;
  #isMakingOffer = false;
  #isIgnoringOffer = false;
  #isSettingRemoteAnswer = false;

  constructor(pc: RTCPeerConnection, options: NegotiatorOptions) {
    this.#pc = pc;
    this.#options = options;
  }

  /** Whether this side's first offer is out, or being made, and nothing has come back yet. */
  get isOpening(): boolean {
    return this.#pc.remoteDescription === null && (this.#isMakingOffer || this.#pc.signalingState !== 'stable');
  }

  /** Makes an offer and sends it: the handler of `negotiationneeded`. */
  async negotiate(): Promise<void> {
    try {
      this.#isMakingOffer = true;
      await this.#pc.setLocalDescription();
      this.#sendLocalDescription();
    } finally {
      this.#isMakingOffer = false;
    }
  }

  /** Applies the other side's description, and answers an offer; an offer that collides is ignored by the impolite side. */
  async handleDescription(description: WireDescription): Promise<void> {
    const isReadyForOffer =
      !this.#isMakingOffer && (this.#pc.signalingState === 'stable' || this.#isSettingRemoteAnswer);
    this.#isIgnoringOffer = description.type === 'offer' && !isReadyForOffer && !this.#options.isPolite();
    if (this.#isIgnoringOffer) return;

    this.#isSettingRemoteAnswer = description.type === 'answer';
    try {
      await this.#pc.setRemoteDescription(description);
    } finally {
      this.#isSettingRemoteAnswer = false;
    }
    if (description.type !== 'offer') return;
    this.#options.handleOffer();
    await this.#pc.setLocalDescription();
    this.#sendLocalDescription();
  }

  /** Adds the other side's candidate; one that belongs to an ignored offer may fail. */
  async handleCandidate(candidate: WireCandidate): Promise<void> {
    // As of now: an answer may end the ignoring before the browser has refused the candidate.
    const mayFail = this.#isIgnoringOffer;
    try {
      await this.#pc.addIceCandidate(candidate);
    } catch (error) {
      if (!mayFail) throw error;
    }
  }

  #sendLocalDescription(): void {
    const description = this.#pc.localDescription;
    // Closed, or rolled back by a colliding offer, while the description was being made.
    if (this.#pc.signalingState === 'closed' || description === null) return;
    if (description.type === 'offer' || description.type === 'answer') {
      this.#options.sendDescription({ type: description.type, sdp: description.sdp });
    }
  }
}
