/** Who shares an encoder with whom. Pure. */

/** A mesh of four and more: below, there is little to save. */
const LEAST_LINKS = 3;

/** One sender of the camera, as far as the groups go. */
export interface GroupFacts {
  readonly id: number;
  /** What is encoded for it: codec, size and rate of the pictures; `null` for one that is to encode for itself. */
  readonly kind: string | null;
  /** Whether its own encoder makes the pictures that it sends. */
  readonly isEncoding: boolean;
  /** Whether others may follow it. */
  readonly canLead: boolean;
}

/**
 * Whom each follows, by its id; one that is not named encodes for itself. Those who want the same kind of pictures share the encoder of
 * one of them: of the one whose encoder has served most of them until now, else of the first one that encodes already.
 * @param before whom each followed until now.
 */
export function groupsOf(
  senders: readonly GroupFacts[],
  before: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const follows = new Map<number, number>();
  if (senders.length < LEAST_LINKS) return follows;
  const kinds = new Map<string, GroupFacts[]>();
  for (const each of senders) {
    if (each.kind === null) continue;
    const group = kinds.get(each.kind);
    if (group === undefined) kinds.set(each.kind, [each]);
    else group.push(each);
  }
  for (const group of kinds.values()) {
    const able = group.filter(({ canLead }) => canLead);
    const followers = (id: number): number => group.filter((each) => before.get(each.id) === id).length;
    const [leader] = [...able].sort(
      (one, other) =>
        followers(other.id) - followers(one.id) ||
        Number(other.isEncoding) - Number(one.isEncoding) ||
        one.id - other.id,
    );
    if (leader === undefined) continue;
    for (const { id } of group) if (id !== leader.id) follows.set(id, leader.id);
  }
  return follows;
}
