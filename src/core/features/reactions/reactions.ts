import { CallError, toCallError } from '../../base/errors.js';
import { listen } from '../../base/typed-events.js';
import { createCallEvent } from '../../model/events.js';
import type { PlaneEvents } from '../../media/plane-events.js';
import type { Participant } from '../../model/snapshot.js';
import { readEmoji } from '../../../protocol/emoji.js';
import { REACTING, type Admission, type ServerEvent } from '../../../protocol/protocol.js';
import type { FeatureContext, SessionFeature } from '../feature.js';
import { Allowance } from './allowance.js';
import { CURRENT_MS, CurrentReactions, type Addressed } from './current-reactions.js';
import { parseReaction, readReaction, type Reaction } from './reaction-frame.js';

const CHANNEL = 'noom:reaction';
/** In so many milliseconds… */
const WINDOW_MS = 10_000;
/** … the local participant may react so often: faster than people press. */
const MOST_SENT = 20;
/** … and so many reactions of one participant are shown: some may have been delayed. */
const MOST_SHOWN = 40;
/** What comes of one participant, by the data channel and by the server together, is read so often: each may come twice. */
const MOST_READ = 2 * MOST_SHOWN;
/** How many reactions of one participant are remembered, so that none is shown twice. */
const MOST_REMEMBERED = 64;

/**
 * Reactions: over the data channel to each participant whose link is up, by the server to the others. Where the link is
 * being restored, or is lost just after a channel took it, by both: the receiver shows each once, by its sender and its
 * id.
 */
export class ReactionsFeature implements SessionFeature {
  readonly #context: FeatureContext;
  readonly #sent: Allowance;
  readonly #read: Allowance;
  readonly #shown: Allowance;
  /** The ids of the latest reactions, by participant. */
  readonly #known = new Map<string, string[]>();
  /** For participants whom neither a data channel nor the server could reach yet. */
  readonly #waiting: CurrentReactions;
  /** For one participant each, whose data channel took it: the link may be dying, and not known to be. */
  readonly #handed: CurrentReactions;
  readonly #closed = new AbortController();
  #isRelaying = false;

  constructor(context: FeatureContext) {
    this.#context = context;
    this.#waiting = new CurrentReactions(context.clock);
    this.#handed = new CurrentReactions(context.clock);
    this.#sent = new Allowance(context.clock, MOST_SENT, WINDOW_MS);
    this.#read = new Allowance(context.clock, MOST_READ, WINDOW_MS);
    this.#shown = new Allowance(context.clock, MOST_SHOWN, WINDOW_MS);
    listen<PlaneEvents>(
      context.plane,
      {
        'plane-link': ({ participantId, state }) => {
          if (state !== 'connected') this.#relayAgain(this.#handed.take(participantId));
        },
      },
      this.#closed.signal,
    );
  }

  /**
   * Reacts, for all participants. Resolves when it was handed to each connection, or the server has it.
   * @throws CallError `not-allowed` when the text is not one emoji; `rate-limited` beyond 20 in ten seconds, or when the
   * server says so.
   */
  async send(text: string): Promise<void> {
    const { getSnapshot, createId, tell, hasFeature } = this.#context;
    const emoji = readEmoji(text);
    if (emoji === null) {
      throw new CallError('not-allowed', { message: 'A reaction is one emoji.', hint: 'Use an emoji such as 👍.' });
    }
    const { self, participants } = getSnapshot();
    if (!this.#sent.spend(self.id)) throw new CallError('rate-limited');
    const reaction = { id: createId(), emoji };
    const until = this.#context.clock.monotonic() + CURRENT_MS;
    const others = participants.filter(({ id, isLocal }) => !isLocal && hasFeature(id, REACTING));
    const near = others.filter((other) => this.#isNear(other));
    const far = others.filter((other) => !near.includes(other));
    // Where the server cannot be reached either, it arrives when the link is back.
    for (const { id } of far) if (this.#context.plane.data.canSend(id)) void this.#hand(id, reaction);
    const sending = [
      this.#relay({ reaction, to: far.map(({ id }) => id), until }),
      ...near.map(({ id }) => this.#handOrRelay({ reaction, to: [id], until }, id)),
    ];
    tell(createCallEvent('noom-reaction', { participant: self, emoji }));
    await Promise.all(sending);
  }

  handleAdmitted({ features }: Admission): void {
    this.#isRelaying = features?.includes(REACTING) ?? false;
    this.#relayAgain(this.#waiting.take());
  }

  handleMessage({ name, payload }: ServerEvent): void {
    if (name === 'react') this.#receive(payload.from, () => readReaction(payload));
  }

  handleData(from: string, _channel: string, data: string | Uint8Array): void {
    this.#receive(from, () => parseReaction(data));
  }

  handleGone(id: string): void {
    this.#known.delete(id);
    this.#read.forget(id);
    this.#shown.forget(id);
  }

  /** May be called twice. */
  close(): void {
    this.#closed.abort();
    this.#waiting.clear();
    this.#handed.clear();
  }

  #receive(from: string, read: () => Reaction | null): void {
    const participant = this.#context.getSnapshot().participants.find(({ id, isLocal }) => !isLocal && id === from);
    // Of a participant who has left meanwhile; or too much, which is not read.
    if (participant === undefined || !this.#read.spend(from)) return;
    const reaction = read();
    if (reaction === null) return;
    const known = this.#known.get(from) ?? [];
    if (known.includes(reaction.id) || !this.#shown.spend(from)) return;
    this.#known.set(from, [...known.slice(1 - MOST_REMEMBERED), reaction.id]);
    this.#context.tell(createCallEvent('noom-reaction', { participant, emoji: reaction.emoji }));
  }

  #isNear({ id, connection }: Participant): boolean {
    return connection === 'connected' && this.#context.plane.data.canSend(id);
  }

  async #handOrRelay(addressed: Addressed, id: string): Promise<void> {
    if (await this.#hand(id, addressed.reaction)) this.#handed.add(addressed);
    else await this.#relay(addressed);
  }

  #relayAgain(reactions: readonly Addressed[]): void {
    // A refusal now has no caller who would hear of it.
    for (const addressed of reactions) this.#relay(addressed).catch(() => undefined);
  }

  /** Hands it to the data channel of a participant. Resolves to whether that took it in time. */
  async #hand(id: string, reaction: Reaction): Promise<boolean> {
    const { clock, plane } = this.#context;
    const late = new AbortController();
    const cancel = clock.after(CURRENT_MS, () => {
      late.abort();
    });
    try {
      const data = { channel: CHANNEL, data: JSON.stringify(reaction) };
      await plane.data.send(id, data, { signal: late.signal });
      return true;
    } catch {
      // The channel closed meanwhile, or too much waits for it.
      return false;
    } finally {
      cancel();
    }
  }

  /** Gives it to the server, now or when that can be reached again in time. @throws CallError what it is refused with. */
  async #relay(addressed: Addressed): Promise<void> {
    const { getSnapshot, seat } = this.#context;
    const { reaction, to } = addressed;
    if (to.length === 0 || !this.#isRelaying) return;
    if (getSnapshot().state === 'reconnecting') {
      this.#waiting.add(addressed);
      return;
    }
    try {
      await seat.request('react', { ...reaction, to: [...to] });
    } catch (thrown) {
      const error = toCallError(thrown);
      // The room was left meanwhile.
      if (error.code === 'not-allowed') return;
      if (error.code !== 'signaling-unreachable') throw error;
      // The connection was lost before the answer; the server may have passed it on.
      this.#waiting.add(addressed);
    }
  }
}
