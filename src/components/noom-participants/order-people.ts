import type { Participant } from '../../core/index.js';

/**
 * The participants as the list shows them: raised hands in their order, then the local participant, then the others in
 * the order in which they came.
 */
export class PeopleOrder {
  #people: readonly Participant[] = [];
  /** The ids of raised hands, in the order in which this page saw them. */
  #seen: readonly string[] = [];

  get people(): readonly Participant[] {
    return this.#people;
  }

  /** Takes the participants as they are now. With `isHeld` each keeps their place, and newcomers are last. */
  update(participants: readonly Participant[], isHeld: boolean): void {
    const up = participants.filter(({ hand }) => hand).map(({ id }) => id);
    this.#seen = [...this.#seen.filter((id) => up.includes(id)), ...up.filter((id) => !this.#seen.includes(id))];
    this.#people = isHeld ? this.#keepPlaces(participants) : this.#order(participants);
  }

  #order(participants: readonly Participant[]): readonly Participant[] {
    // A server that does not number hands: 0.
    const placeOf = ({ id, handOrder }: Participant): number => handOrder || this.#seen.indexOf(id);
    const groupOf = ({ hand, isLocal }: Participant): number => (hand ? 0 : isLocal ? 1 : 2);
    return [...participants].sort(
      (one, other) => groupOf(one) - groupOf(other) || (one.hand ? placeOf(one) - placeOf(other) : 0),
    );
  }

  #keepPlaces(participants: readonly Participant[]): readonly Participant[] {
    const places = new Map(this.#people.map(({ id }, place) => [id, place]));
    const placeOf = ({ id }: Participant): number => places.get(id) ?? places.size;
    return [...participants].sort((one, other) => placeOf(one) - placeOf(other));
  }
}
