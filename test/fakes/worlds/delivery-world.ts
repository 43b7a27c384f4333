import type { MessageState } from '../../../src/core/model/snapshot.js';
import { ChatDelivery } from '../../../src/core/chat/chat-delivery.js';
import type { CallError } from '../../../src/core/base/errors.js';
import { FakeClock } from '../browser/fake-clock.js';
import { turn } from '../turn.js';

/** Messages in delivery to participants who are in the room and reachable, until a test says otherwise. */
export class DeliveryWorld {
  readonly clock = new FakeClock();
  readonly present: string[];
  readonly unreachable = new Set<string>();
  readonly older = new Set<string>();
  /** `text>id` for each message that was sent over a connection. */
  readonly handed: string[] = [];
  readonly relayed: string[] = [];
  readonly states: Record<string, MessageState[]> = {};
  readonly errors: string[] = [];
  /** What the server answers next: the error that it refuses with, or `null`. Beyond that it accepts everything. */
  readonly answers: (CallError | null)[] = [];
  readonly delivery: ChatDelivery;

  constructor(...present: string[]) {
    this.present = present;
    this.delivery = new ChatDelivery({
      hand: (to, { text }) => {
        if (this.unreachable.has(to)) return Promise.resolve(false);
        this.handed.push(`${text}>${to}`);
        return Promise.resolve(true);
      },
      relay: ({ text }) => {
        this.relayed.push(text);
        const answer = this.answers.shift() ?? null;
        return answer === null ? Promise.resolve() : Promise.reject(answer);
      },
      canAcknowledge: (id) => !this.older.has(id),
      getPresentIds: () => this.present,
      handleState: (id, state) => {
        this.states[id] = [...(this.states[id] ?? []), state];
      },
      tellError: ({ code }) => this.errors.push(code),
      clock: this.clock,
    });
  }

  /** Sends a message whose id is its text: to one, or to all who are there or were lost. */
  send(text: string, to: string | null = null): Promise<void> {
    const everyone = [...this.present, ...this.delivery.lostIds];
    return this.delivery.send({ id: text, text, to, at: this.clock.now() }, to === null ? everyone : [to]);
  }

  acknowledge(from: string, ...ids: string[]): void {
    for (const id of ids) this.delivery.handleAcknowledged(from, id);
  }

  lose(id: string): void {
    this.present.splice(this.present.indexOf(id), 1);
    this.unreachable.add(id);
    this.delivery.handleLost(id);
  }

  leave(id: string): void {
    this.present.splice(this.present.indexOf(id), 1);
    this.delivery.handleGone(id);
  }

  comeBack(id: string): void {
    this.present.push(id);
    this.unreachable.delete(id);
    this.delivery.handleReachable(id);
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await turn();
  }
}
