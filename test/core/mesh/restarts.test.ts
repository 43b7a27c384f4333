import { expect } from '@open-wc/testing';
import { FEATURES } from '../../../src/protocol/protocol.js';
import { createColouredTrack } from '../../contracts/coloured-track.js';
import { allConnected, introduce, PlaneWitness, wire } from '../../contracts/plane-pair.js';
import { CountedConnections } from '../../fakes/counted/counted-connections.js';
import { Screen } from '../../harness/browser/look/presented.js';
import { IS_LONG } from '../../harness/long-run.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

/** How often in a row both sides restart at once: that went wrong about every second time. */
const ROUNDS = IS_LONG ? 20 : 5;

/** Two planes that see each other's pictures, over real connections. */
class Pair {
  readonly connections = new CountedConnections();
  readonly witnesses: readonly PlaneWitness[];
  readonly #screens = new Map<PlaneWitness, Screen>();
  readonly #tracks: MediaStreamTrack[] = [];

  /** @param ids of which the first begins; the one that is smaller as text is polite. */
  constructor(ids: readonly string[]) {
    this.witnesses = ids.map((id) => new PlaneWitness((signaling) => createMesh({ signaling }), id));
    wire(this.witnesses);
    for (const one of this.witnesses) {
      const [track, screen] = [createColouredTrack('lime'), new Screen()];
      one.plane.publish('camera', track);
      this.#tracks.push(track);
      this.#screens.set(one, screen);
      const other = ids.find((id) => id !== one.id) ?? '';
      one.plane.addEventListener('plane-tracks', () => {
        screen.show(one.plane.tracksOf(other).get('camera') ?? null);
      });
    }
  }

  async connect(features: readonly string[] = FEATURES.page): Promise<void> {
    introduce(this.witnesses, { features });
    await allConnected(this.witnesses);
    await this.isWell();
  }

  /** Resolves when both sides see each other, over connections with nothing left to negotiate. */
  async isWell(): Promise<void> {
    const isDone = (): boolean =>
      this.connections.open.length === 2 &&
      this.connections.open.every(
        ({ signalingState, connectionState }) => signalingState === 'stable' && connectionState === 'connected',
      );
    while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all([...this.#screens.values()].map((screen) => screen.presents()));
  }

  /** The credentials by which each side is reached now: others after each restart, and by another connection. */
  get credentials(): (string | undefined)[] {
    return this.connections.open.map(
      ({ localDescription }) => /ice-ufrag:(\S+)/.exec(localDescription?.sdp ?? '')?.[1],
    );
  }

  /** Restarts ICE from outside, as a page may, and resolves when both sides have done so and see each other. */
  restart(...indexes: readonly number[]): Promise<void> {
    return this.restartsBy(() => {
      for (const index of indexes) this.connections.open[index]?.restartIce();
    });
  }

  /** Does something that restarts ICE, and resolves when both sides have restarted and see each other. */
  async restartsBy(begin: () => void): Promise<void> {
    const before = this.credentials;
    begin();
    while (this.credentials.some((credential) => credential === undefined || before.includes(credential)))
      await new Promise((resolve) => setTimeout(resolve, 20));
    await this.isWell();
  }

  close(): void {
    for (const witness of this.witnesses) witness.close();
    for (const screen of this.#screens.values()) screen.close();
    for (const track of this.#tracks) track.stop();
    this.connections.close();
  }
}

for (const [who, ids] of [
  ['polite', ['ann', 'bob']],
  ['impolite', ['bob', 'ann']],
] as const) {
  describe(`a connection that the ${who} side began`, function () {
    this.timeout(120_000);
    let pair: Pair;
    beforeEach(() => {
      pair = new Pair(ids);
    });
    afterEach(() => {
      pair.close();
    });

    it('shows both sides each other after restarts from either side and from both, three times in a row', async () => {
      await pair.connect();
      for (const indexes of [[0], [1], [0, 1]])
        for (let round = 0; round < 3; round += 1) await pair.restart(...indexes);
      expect(pair.connections.made, 'connections').to.have.length(2);
    });

    it('restarts when asked, from either side, and not because the network is back', async () => {
      await pair.connect();
      const before = pair.credentials;
      for (const { plane } of pair.witnesses) plane.restart('network-changed');
      await pair.isWell();
      expect(pair.credentials).to.deep.equal(before);
      for (const { plane } of pair.witnesses) {
        await pair.restartsBy(() => {
          plane.restart('asked');
        });
      }
      expect(pair.connections.made, 'connections').to.have.length(2);
    });

    it(`shows both sides each other after restarts from both at once, ${String(ROUNDS)} times`, async () => {
      await pair.connect();
      for (let round = 0; round < ROUNDS; round += 1) await pair.restart(0, 1);
      expect(pair.connections.made, 'connections').to.have.length(2);
    });

    it('shows both sides each other after restarts from both at once where asks are not known', async () => {
      await pair.connect([]);
      for (let round = 0; round < 3; round += 1) await pair.restart(0, 1);
    });
  });
}
