import { expect } from '@open-wc/testing';
import { groupsOf, type GroupFacts } from '../../../../src/core/media/mesh/once/groups.js';

const facts = (id: number, kind: string | null = 'large', more: Partial<GroupFacts> = {}): GroupFacts => ({
  id,
  kind,
  isEncoding: true,
  canLead: true,
  ...more,
});
const group = (senders: readonly GroupFacts[], before: readonly (readonly [number, number])[] = []) => [
  ...groupsOf(senders, new Map(before)),
];

describe('the groups that share an encoder', () => {
  it('are those who want the same pictures', () => {
    const senders = [facts(1), facts(2, 'small'), facts(3), facts(4, 'small'), facts(5, 'other')];
    expect(group(senders)).to.deep.equal([
      [3, 1],
      [4, 2],
    ]);
  });

  it('are none in a room of three: there is little to save', () => {
    expect(group([facts(1), facts(2)])).to.deep.equal([]);
    expect(group([facts(1), facts(2)], [[2, 1]])).to.deep.equal([]);
  });

  it('leave out those who encode for themselves', () => {
    expect(group([facts(1), facts(2, null), facts(3), facts(4)])).to.deep.equal([
      [3, 1],
      [4, 1],
    ]);
  });

  it('keep the encoder that they have, also when an elder joins', () => {
    const before = [
      [2, 3],
      [4, 3],
    ] as const;
    const follow = { isEncoding: false };
    const senders = [facts(1), facts(2, 'large', follow), facts(3), facts(4, 'large', follow)];
    expect(group(senders, before)).to.deep.equal([
      [1, 3],
      [2, 3],
      [4, 3],
    ]);
  });

  it('take one who encodes already when theirs has gone', () => {
    const follow = { isEncoding: false };
    const senders = [facts(2, 'large', follow), facts(3, 'large', follow), facts(4)];
    expect(
      group(senders, [
        [2, 1],
        [3, 1],
      ]),
    ).to.deep.equal([
      [2, 4],
      [3, 4],
    ]);
  });

  it('take another one when theirs stands still', () => {
    const senders = [facts(1, 'large', { canLead: false }), facts(2, 'large', { isEncoding: false }), facts(3)];
    expect(
      group(senders, [
        [2, 1],
        [3, 1],
      ]),
    ).to.deep.equal([
      [1, 3],
      [2, 3],
    ]);
    const still = { canLead: false };
    expect(group([facts(1, 'large', still), facts(2, 'large', still), facts(3, 'large', still)])).to.deep.equal([]);
  });
});
