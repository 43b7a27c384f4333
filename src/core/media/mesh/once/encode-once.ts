import { every, type Clock } from '../../../base/clock.js';
import type { Logger } from '../../../base/logger.js';
import type { SenderControl } from '../link/sender-control.js';
import { canEncodeOnce } from './can-encode-once.js';
import type { FrameFact } from './exchange-frames.js';
import { FrameWorker, type FrameExchange } from './frame-worker.js';
import { groupsOf } from './groups.js';
import { SharedSender } from './shared-sender.js';
import { budgetOf } from './uplink-budget.js';

/** Chosen: how often it is looked whether the senders are still alike: a shape that changed is followed so late. */
const LOOK_MS = 250;
/** How often the paths are measured: in looks, so once a second. */
const LOOKS_A_MEASURE = 4;

/** What encoding once is made with. */
export interface EncodeOnceContext {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts the worker; `null` in a browser that cannot, and, with a warning, in a page that does not allow it. */
export async function startEncodeOnce(context: EncodeOnceContext): Promise<EncodeOnce | null> {
  const { clock, logger } = context;
  if (!canEncodeOnce()) {
    logger.info('this browser encodes the camera for each participant');
    return null;
  }
  let once: EncodeOnce | null = null;
  try {
    const worker = await FrameWorker.start(clock, (fact) => once?.handleFact(fact));
    once = new EncodeOnce(clock, worker);
  } catch (error) {
    logger.warn('the camera is encoded for each participant', error);
  }
  return once;
}

/**
 * One encoder for all receivers who want the same pictures. The senders of a group send the same track; one of them, the leader, encodes
 * it, and those of the others, the followers, encode it as small as can be: the exchange puts the leader's data into their frames. Each
 * step back is one of a single link: its own size again, and its own frames from its next key frame on.
 */
export class EncodeOnce {
  readonly #clock: Clock;
  readonly #exchange: FrameExchange;
  readonly #senders = new Map<number, SharedSender>();
  /** Whom each follower follows. */
  #follows: ReadonlyMap<number, number> = new Map();
  readonly #stopLooking: () => void;
  #lastId = 0;
  #looks = 0;
  #isClosed = false;

  constructor(clock: Clock, exchange: FrameExchange) {
    this.#clock = clock;
    this.#exchange = exchange;
    this.#stopLooking = every(clock, LOOK_MS, () => {
      this.#look();
      this.#looks += 1;
      if (this.#looks % LOOKS_A_MEASURE === 0) void this.#measure();
    });
  }

  /** There is a sender of which nothing was sent yet. To be called in that task. */
  add(sender: RTCRtpSender, control: SenderControl): void {
    const id = (this.#lastId += 1);
    this.#senders.set(id, new SharedSender(id, { sender, control, clock: this.#clock, exchange: this.#exchange }));
    control.handleClosed = () => {
      const gone = this.#senders.get(id);
      if (gone === undefined || this.#isClosed) return;
      this.#senders.delete(id);
      gone.close();
      // Its followers are not to wait for the next look.
      this.#look();
    };
  }

  handleFact(fact: FrameFact): void {
    if (fact.fact === 'ready') return;
    const sender = this.#senders.get(fact.id);
    if (sender === undefined) return;
    if (fact.fact === 'seen') sender.handleSeen();
    else if (fact.fact === 'follows') sender.handleFollows(fact.source);
    else {
      const source = this.#senders.get(fact.source);
      if (fact.fact === 'starved') source?.handleStill();
      else source?.keyFrames.want();
      if (fact.fact === 'lost') sender.handleLost();
    }
    if (fact.fact !== 'wish') this.#look();
  }

  /** May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.#stopLooking();
    for (const sender of this.#senders.values()) sender.close();
    this.#senders.clear();
    this.#exchange.close();
  }

  #look(): void {
    if (this.#isClosed) return;
    const senders = [...this.#senders.values()];
    const nowMs = this.#clock.monotonic();
    const facts = senders.map((each) => each.toFacts(nowMs));
    this.#follows = groupsOf(facts, this.#follows);
    for (const sender of senders) {
      const leaderId = this.#follows.get(sender.id);
      const leader = leaderId === undefined ? undefined : this.#senders.get(leaderId);
      sender.follow(leader ?? null);
    }
    this.#limit();
  }

  /** The path of each: those that are narrow get an encoder of their own, the others hold that of their leader. */
  async #measure(): Promise<void> {
    const senders = [...this.#senders.values()];
    await Promise.all(senders.map((sender) => sender.measure()));
    this.#look();
  }

  #limit(): void {
    for (const leader of this.#senders.values()) {
      const followers = [...this.#senders.values()].filter(({ id }) => this.#follows.get(id) === leader.id);
      if (followers.length === 0) {
        if (!this.#follows.has(leader.id)) leader.encodeAlone();
        continue;
      }
      const mostBps = Math.min(...[leader, ...followers].map(({ wantedBps }) => wantedBps));
      leader.lead(mostBps, budgetOf(followers.map(({ availableBps }) => availableBps)));
      for (const follower of followers) follower.carry(mostBps);
    }
  }
}
