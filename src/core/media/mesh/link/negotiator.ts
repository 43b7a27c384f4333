import type { AddedSource, Ask, WireCandidate, WireDescription } from '../../../../protocol/protocol.js';
import type { PlaneSignal } from '../../plane-signaling.js';
import {
  countSections,
  credentialsOf,
  isOfFirefox,
  oppositeRole,
  originOf,
  roleOf,
  sessionOf,
  withRole,
  type DtlsRole,
} from './description-text.js';

/** Candidates that came before their description; the kit itself gathers a tenth of that. */
export const MAX_HELD_CANDIDATES = 64;
/** Microphone, camera, data, and two sections for each side's screen are seven. */
export const MAX_SECTIONS = 16;
/** Asks that overtook the first answer: an ICE restart, and an offer for each source. */
const MAX_HELD_ASKS = 3;

/** What a negotiator needs of its surroundings. */
export interface NegotiatorOptions {
  isOffering: boolean;
  /** Exactly one of the two sides is. Of two browsers that are alike, it asks, and the other one offers. */
  isPolite: () => boolean;
  /** Whether the other side takes asks; if not, both sides offer, as in perfect negotiation. */
  canAsk: () => boolean;
  sendSignal: (signal: PlaneSignal) => void;
  /** Called between applying a remote offer and answering it: the moment to attach what is sent. */
  handleOffer: () => void;
  /** The other side wants to send these from now on: they need sections to be received in. */
  handleAskedSources: (sources: readonly AddedSource[]) => void;
  /** Which of this side's sources have no section yet: asked for together, once. */
  getNewSources: () => readonly AddedSource[];
  /** Both sides have the same descriptions now. */
  handleExchanged: () => void;
  /** A description could not be made or applied, or both sides offered at once: this connection is of no more use. */
  handleBroken: (error: unknown) => void;
}

/**
 * Brings both sides of a connection to the same descriptions. The first offer is made by the side that begins. After
 * that one side makes every offer and the other one asks for it, so that offers never collide and nothing is rolled
 * back: Firefox offers to browsers that are none, otherwise the impolite side does.
 *
 * When Chromium offers an ICE restart to Firefox, it may nominate a pair of its new candidates with those that Firefox
 * is about to give up, and Firefox then receives nothing more.
 */
export class Negotiator {
  readonly #pc: RTCPeerConnection;
  readonly #options: NegotiatorOptions;
  /** One description or candidate at a time, in the order in which they came. */
  #tail: Promise<void> = Promise.resolve();
  /** Whether the other side has said anything yet. */
  #isAnswered = false;
  /** The other side's, by its first description. */
  #session: string | null = null;
  /** By the text as it came: Chromium's `remoteDescription` does not name its origin. */
  #isToFirefox = false;
  /** The origins of the last descriptions that were applied: what came twice is not applied again. */
  #lastOffer: string | undefined;
  #lastAnswer: string | undefined;
  /** This side's, since the first answer. */
  #role: DtlsRole | null = null;
  #ask: Ask | null = null;
  readonly #heldAsks: { ask: Ask; sources: readonly AddedSource[] }[] = [];
  readonly #heldCandidates: WireCandidate[] = [];

  constructor(pc: RTCPeerConnection, options: NegotiatorOptions) {
    this.#pc = pc;
    this.#options = options;
    pc.onnegotiationneeded = () => {
      this.#run(() => this.#negotiate());
    };
  }

  /** Whether this side's first offer is out, or will be, and no answer has come back yet. */
  get isOpening(): boolean {
    return this.#options.isOffering && !this.#isAnswered;
  }

  /** Whether nothing is under way: no offer without its answer, no ask without its offer. */
  get isSettled(): boolean {
    return this.isExchanged && this.#pc.signalingState === 'stable' && this.#ask === null;
  }

  /** Whether both sides have had the same descriptions once. */
  get isExchanged(): boolean {
    return this.#pc.remoteDescription !== null && this.#pc.localDescription !== null;
  }

  /** Whether this side may only ask for offers now. */
  get isAsking(): boolean {
    return this.isExchanged && this.#isOfferedTo && this.#options.canAsk();
  }

  /** Whether an offer is of another connection than the one that the other side has had until now. */
  isOfAnotherSession(offer: WireDescription): boolean {
    const session = sessionOf(offer.sdp);
    return this.#session !== null && session !== null && session !== this.#session;
  }

  /** Restarts ICE, or asks the other side to; `isAgain`: also while that is under way, by another network. */
  restartIce(isAgain = false): void {
    if (!this.isAsking) {
      if (isAgain || !this.#isRestarting) this.#pc.restartIce();
    } else
      this.#run(() => {
        this.#askFor('restart', []);
      });
  }

  /** Asks for an offer with sections for the sources that `getNewSources` names by then. */
  askForSections(): void {
    this.#run(() => {
      const sources = this.#options.getNewSources();
      if (sources.length > 0 && this.isAsking) this.#askFor('offer', sources);
    });
  }

  /** Sends what waits for the other side again: it, or what came back, may be lost. */
  repeat(): void {
    this.#run(() => {
      const ask = this.#ask;
      this.#ask = null;
      if (this.#pc.signalingState === 'have-local-offer') this.#sendLocalDescription();
      else if (ask === 'restart') this.#askFor(ask, []);
      else if (ask !== null) this.askForSections();
    });
  }

  handleSignal({ description, candidate, ask, sources = [] }: PlaneSignal): void {
    if (description?.type === 'answer') this.#isAnswered = true;
    if (description !== undefined) {
      this.#session ??= sessionOf(description.sdp);
      this.#isToFirefox = isOfFirefox(description.sdp);
      this.#run(() => this.#handleDescription(description));
    }
    if (candidate !== undefined) this.#run(() => this.#handleCandidate(candidate));
    if (ask !== undefined)
      this.#run(() => {
        this.#handleAsk(ask, sources);
      });
  }

  /** May be called twice. */
  close(): void {
    this.#pc.onnegotiationneeded = null;
  }

  async #negotiate(): Promise<void> {
    // The answering side has nothing to offer before it has answered once; what is needed in other states is asked again after them.
    if (this.#pc.signalingState !== 'stable' || !(this.#options.isOffering || this.isExchanged)) return;
    // What this side adds is asked for as it is added: there is nothing else that a restart would not bring.
    if (this.isAsking) this.#askFor('restart', []);
    else await this.#offer();
  }

  async #offer(): Promise<void> {
    await this.#pc.setLocalDescription();
    this.#sendLocalDescription();
  }

  async #handleDescription(description: WireDescription): Promise<void> {
    if (countSections(description.sdp) > MAX_SECTIONS) return;
    if (description.type === 'answer') await this.#handleAnswer(description);
    else await this.#handleOffer(description);
  }

  async #handleAnswer({ type, sdp }: WireDescription): Promise<void> {
    // It came twice, or too late.
    if (this.#pc.signalingState !== 'have-local-offer' || originOf(sdp) === this.#lastAnswer) return;
    await this.#pc.setRemoteDescription({ type, sdp: withRole(sdp, oppositeRole(this.#role)) });
    this.#lastAnswer = originOf(sdp);
    this.#role ??= oppositeRole(roleOf(sdp));
    await this.#handleExchanged();
  }

  async #handleOffer(offer: WireDescription): Promise<void> {
    const origin = originOf(offer.sdp);
    if (origin === this.#lastOffer) {
      // It came twice: perhaps the answer was lost.
      if (this.#pc.localDescription?.type === 'answer') this.#sendLocalDescription();
      return;
    }
    if (this.#pc.signalingState !== 'stable') {
      // A rollback in the middle of a call can leave a picture black permanently in Chromium.
      throw new DOMException('Both sides offered at once.', 'InvalidStateError');
    }
    this.#lastOffer = origin;
    await this.#pc.setRemoteDescription(offer);
    this.#ask = null;
    this.#options.handleOffer();
    await this.#pc.setLocalDescription();
    this.#sendLocalDescription();
    await this.#handleExchanged();
  }

  async #handleExchanged(): Promise<void> {
    for (const candidate of this.#heldCandidates.splice(0)) await this.#handleCandidate(candidate);
    if (this.#pc.signalingState === 'closed') return;
    this.#options.handleExchanged();
    for (const { ask, sources } of this.#heldAsks.splice(0)) this.#handleAsk(ask, sources);
  }

  async #handleCandidate(candidate: WireCandidate): Promise<void> {
    try {
      await this.#pc.addIceCandidate(candidate);
    } catch {
      // It overtook its description, or belongs to one that never comes.
      if (this.#heldCandidates.length < MAX_HELD_CANDIDATES) this.#heldCandidates.push(candidate);
    }
  }

  #handleAsk(ask: Ask, sources: readonly AddedSource[]): void {
    if (!this.isExchanged) {
      if (this.#heldAsks.length < MAX_HELD_ASKS) this.#heldAsks.push({ ask, sources });
    } else if (this.#isOfferedTo) return;
    else if (ask === 'offer') this.#options.handleAskedSources(sources);
    else if (!this.#isRestarting) this.#pc.restartIce();
  }

  #askFor(ask: Ask, sources: readonly AddedSource[]): void {
    // A restart does not wait for an offer of new sections; what is missing after it is asked for again.
    if (this.#ask === 'restart' || this.#ask === ask) return;
    this.#ask = ask;
    this.#options.sendSignal(sources.length > 0 ? { ask, sources: [...sources] } : { ask });
  }

  /** Whether the other side makes the offers after the first exchange. Both sides see the same two descriptions, and so agree. */
  get #isOfferedTo(): boolean {
    const isOwn = isOfFirefox(this.#pc.localDescription?.sdp ?? '');
    return isOwn === this.#isToFirefox ? this.#options.isPolite() : this.#isToFirefox;
  }

  /** Whether the offer that is under way is an ICE restart. */
  get #isRestarting(): boolean {
    const { pendingLocalDescription, currentLocalDescription } = this.#pc;
    if (pendingLocalDescription === null || currentLocalDescription === null) return false;
    return credentialsOf(pendingLocalDescription.sdp) !== credentialsOf(currentLocalDescription.sdp);
  }

  #sendLocalDescription(): void {
    const description = this.#pc.localDescription;
    // Closed while the description was being made.
    if (this.#pc.signalingState === 'closed' || description === null) return;
    const { type, sdp } = description;
    if (type === 'offer') this.#options.sendSignal({ description: { type, sdp } });
    if (type !== 'answer') return;
    this.#role ??= roleOf(sdp);
    this.#options.sendSignal({ description: { type, sdp: withRole(sdp, this.#role) } });
  }

  #run(work: () => Promise<void> | void): void {
    this.#tail = this.#tail.then(work).catch((error: unknown) => {
      // A failure because the connection was closed meanwhile does not matter.
      if (this.#pc.signalingState !== 'closed') this.#options.handleBroken(error);
    });
  }
}
