import type { MediaPlane } from '../../src/core/media/media-plane.js';
import { PlaneSwitch } from '../../src/core/media/switch/plane-switch.js';
import type { PlaneSignaling } from '../../src/core/media/plane-signaling.js';
import type { Colour } from './coloured-track.js';
import { introduce, PlaneWitness, wire, type CreatePlane } from './plane-pair.js';
import { Scene } from './plane-scene.js';

/** A participant whose plane is a switch. */
export class Mover extends PlaneWitness {
  readonly #switch: PlaneSwitch;
  readonly #create: Readonly<Record<'present' | 'next', () => MediaPlane>>;
  /** The planes that the switch was given, the first one first. */
  readonly planes: MediaPlane[];
  readonly closed: MediaPlane[] = [];

  constructor(id: string, createPresent: CreatePlane, createNext: CreatePlane) {
    const made: { plane: PlaneSwitch; first: MediaPlane; signaling: PlaneSignaling }[] = [];
    super((way) => {
      const present = createPresent(way);
      const plane = new PlaneSwitch(present);
      made.push({ plane, first: present, signaling: way });
      return plane;
    }, id);
    const [parts] = made;
    if (parts === undefined) throw new Error('No plane was made.');
    const { plane, first, signaling } = parts;
    this.#switch = plane;
    this.planes = [first];
    this.#watch(first);
    this.#create = { present: () => createPresent(signaling), next: () => createNext(signaling) };
  }

  /** Begins to move to a plane of the other kind, or back to one of the first. */
  begin(epoch: number, kind: 'present' | 'next' = 'next'): MediaPlane {
    const plane = this.#create[kind]();
    this.#watch(plane);
    this.planes.push(plane);
    this.#switch.begin(epoch, plane);
    return plane;
  }

  /** Puts a plane of the other kind into the place of the present one. */
  replace(epoch: number): MediaPlane {
    const plane = this.#create.next();
    this.#watch(plane);
    this.planes.push(plane);
    this.#switch.replace(epoch, plane);
    return plane;
  }

  commit(epoch: number): void {
    this.#switch.commit(epoch);
  }

  abort(epoch: number): void {
    this.#switch.abort(epoch);
  }

  /** Resolves when what is shown of a participant is of this plane, and live. */
  async shows(id: string, plane: MediaPlane | undefined): Promise<void> {
    const isShown = (): boolean => {
      const track = this.plane.tracksOf(id).get('camera');
      return track?.readyState === 'live' && track === plane?.tracksOf(id).get('camera');
    };
    while (!isShown()) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Resolves when a plane that was given to the switch is closed. */
  async closes(plane: MediaPlane | undefined): Promise<void> {
    while (!this.closed.some((each) => each === plane)) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  #watch(plane: MediaPlane): void {
    const close = plane.close.bind(plane);
    plane.close = () => {
      this.closed.push(plane);
      close();
    };
  }
}

/** A scene of participants whose planes are switches, each with a picture of another colour. */
export class MovingScene extends Scene {
  readonly #createPresent: CreatePlane;
  readonly #createNext: CreatePlane;
  readonly movers: Mover[] = [];

  constructor(createPresent: CreatePlane, createNext: CreatePlane) {
    super(createPresent);
    this.#createPresent = createPresent;
    this.#createNext = createNext;
  }

  /** A participant who is not introduced yet. */
  mover(id: string, colour: Colour): Mover {
    const mover = new Mover(id, this.#createPresent, this.#createNext);
    this.movers.push(mover);
    this.witnesses.push(mover);
    wire(this.movers);
    mover.plane.publish('camera', this.track(colour));
    return mover;
  }

  /** Two participants who see each other. */
  override async pair(): Promise<readonly [Mover, Mover]> {
    const [ann, bob] = [this.mover('ann', 'red'), this.mover('bob', 'lime')];
    introduce([ann, bob]);
    await Promise.all([ann.shows('bob', ann.planes[0]), bob.shows('ann', bob.planes[0])]);
    await Promise.all([ann.connectedTo('bob'), bob.connectedTo('ann')]);
    return [ann, bob];
  }
}
