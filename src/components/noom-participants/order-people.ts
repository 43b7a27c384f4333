import type { Participant } from '../../core/index.js';

/**
 * The participants as the list shows them: raised hands in their order, then the local participant, then the others in
 * the order in which they came. `seen` has the ids of raised hands in the order in which this page saw them.
 */
export function orderPeople(participants: readonly Participant[], seen: readonly string[]): readonly Participant[] {
  // A server that does not number hands: 0.
  const placeOf = ({ id, handOrder }: Participant): number => handOrder || seen.indexOf(id);
  const groupOf = ({ hand, isLocal }: Participant): number => (hand ? 0 : isLocal ? 1 : 2);
  return [...participants].sort(
    (one, other) => groupOf(one) - groupOf(other) || (one.hand ? placeOf(one) - placeOf(other) : 0),
  );
}

/** Whether a name is searched for by `query`: in any case and width, and by any of its words. */
export function matchesName(name: string, query: string): boolean {
  return plain(name).includes(plain(query));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLocaleLowerCase().trim();
}
