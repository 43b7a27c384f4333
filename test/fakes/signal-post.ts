import type { PlaneSignal } from '../../src/core/media/plane-signaling.js';
import type { PlaneWitness } from '../contracts/plane-pair.js';

/** A signal in flight. */
export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly signal: PlaneSignal;
  deliver(): void;
}

/** What happens to a letter; by default it arrives in the next turn. */
export type PostRule = (letter: Letter) => void;

const deliver: PostRule = (letter) => {
  letter.deliver();
};

/** Carries signals between planes, as a bad network might: a test says what becomes of each. */
export class SignalPost {
  rule: PostRule = deliver;
  /** Every signal that was sent, whatever became of it. */
  readonly letters: Letter[] = [];

  constructor(witnesses: readonly PlaneWitness[]) {
    for (const witness of witnesses) {
      const { id: from } = witness;
      witness.carry = (to, signal) => {
        const copy = structuredClone(signal);
        const receiver = witnesses.find(({ id }) => id === to);
        const letter = { from, to, signal: copy, deliver: () => receiver?.handleSignal(from, copy) };
        this.letters.push(letter);
        queueMicrotask(() => {
          this.rule(letter);
        });
      };
    }
  }

  /** From now on everything arrives. */
  mend(): void {
    this.rule = deliver;
  }

  /** Loses the first letters of which this holds, that many. */
  lose(isLost: (letter: Letter) => boolean, count = 1): void {
    let left = count;
    this.rule = (letter) => {
      if (left > 0 && isLost(letter)) left -= 1;
      else letter.deliver();
    };
  }

  /** Holds everything back; the returned function delivers it, in the order that `sort` makes of it. */
  hold(): (sort?: (letters: readonly Letter[]) => readonly Letter[]) => void {
    const held: Letter[] = [];
    this.rule = (letter) => held.push(letter);
    return (sort = (letters) => letters) => {
      this.mend();
      for (const letter of sort(held)) letter.deliver();
    };
  }
}

export const isOffer = ({ signal }: Letter): boolean => signal.description?.type === 'offer';
export const isAnswer = ({ signal }: Letter): boolean => signal.description?.type === 'answer';
export const isCandidate = ({ signal }: Letter): boolean => signal.candidate !== undefined;
export const isAsk = ({ signal }: Letter): boolean => signal.ask !== undefined;
