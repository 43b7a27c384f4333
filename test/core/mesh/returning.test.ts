import { expect } from '@open-wc/testing';
import { allConnected, introduce, PlaneWitness, wire } from '../../contracts/plane-pair.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

describe('a mesh of which one side removed the other', () => {
  for (const [who, selfIds] of [
    ['polite', ['ann', 'bob']],
    ['impolite', ['bob', 'ann']],
  ] as const) {
    it(`carries data both ways again once the ${who} side adds the other again, which noticed nothing`, async () => {
      const [one, other] = selfIds.map((id) => new PlaneWitness((signaling) => createMesh({ signaling }), id)) as [
        PlaneWitness,
        PlaneWitness,
      ];
      wire([one, other]);
      introduce([one, other]);
      await allConnected([one, other]);
      one.plane.removeParticipant(other.id);
      one.plane.addParticipant(other.id, 'before-us');
      await one.plane.data.send(other.id, { channel: 'c', data: 'there' });
      expect((await other.received(1)).map(({ data }) => data)).to.deep.equal(['there']);
      await other.plane.data.send(one.id, { channel: 'c', data: 'and back' });
      expect((await one.received(1)).map(({ data }) => data)).to.deep.equal(['and back']);
      one.close();
      other.close();
    });
  }
});
