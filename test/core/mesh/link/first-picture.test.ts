import { expect } from '@open-wc/testing';
import { allConnected, introduce, PlaneWitness, wire } from '../../../contracts/plane-pair.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { itNeeds } from '../../../harness/machine.js';
import { createMesh } from '../../../fakes/worlds/create-mesh.js';

const CAMERA = { width: 1280, height: 720 };
const LONG_ENOUGH_MS = 1000;

describe('the first pictures of a connection', () => {
  for (const late of [false, true]) {
    const camera = late ? ', also of a camera that is turned on later' : '';
    itNeeds('pictures of one size', `are small, so that they come at once, and then whole${camera}`, async () => {
      const clock = new FakeClock();
      const witnesses = ['ann', 'bob'].map(
        (id) => new PlaneWitness((signaling) => createMesh({ signaling, clock }), id),
      );
      const [ann, bob] = witnesses as [PlaneWitness, PlaneWitness];
      const cameras = [new DrawnCamera(), new DrawnCamera()] as const;
      const openCameras = (): void => {
        ann.plane.publish('camera', cameras[0].track);
        bob.plane.publish('camera', cameras[1].track);
      };
      if (!late) openCameras();
      wire(witnesses);
      introduce(witnesses);
      if (late) openCameras();
      await allConnected(witnesses);
      const screens = [new Screen(ann.plane, 'bob'), new Screen(bob.plane, 'ann')] as const;
      for (const screen of screens) expect(await screen.nextHeight()).to.equal(CAMERA.height / 2);
      clock.advance(LONG_ENOUGH_MS);
      for (const screen of screens) while ((await screen.nextHeight()) !== CAMERA.height);
      for (const each of [...cameras, ...screens, ...witnesses]) each.close();
    });
  }
});

/** A camera that is drawn, and whose pictures no encoder may make smaller by itself. */
class DrawnCamera {
  readonly track: MediaStreamTrack;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor() {
    const canvas = Object.assign(document.createElement('canvas'), CAMERA);
    const context = canvas.getContext('2d');
    const [track] = canvas.captureStream().getTracks();
    if (!context || !track) throw new Error('The browser draws nothing.');
    this.track = track;
    this.track.contentHint = 'detail';
    this.#timer = setInterval(() => {
      context.fillRect(0, 0, 8 + (Date.now() % 8), 8);
    }, 50);
  }

  close(): void {
    clearInterval(this.#timer);
    this.track.stop();
  }
}

/** What one participant sees of another. */
class Screen {
  readonly #video = Object.assign(document.createElement('video'), { muted: true, autoplay: true });

  constructor(plane: PlaneWitness['plane'], id: string) {
    const track = plane.tracksOf(id).get('camera');
    this.#video.srcObject = new MediaStream(track ? [track] : []);
    document.body.append(this.#video);
  }

  /** How many lines the next frame has. */
  nextHeight(): Promise<number> {
    return new Promise((resolve) => {
      this.#video.requestVideoFrameCallback((_now, { height }) => {
        resolve(height);
      });
    });
  }

  close(): void {
    this.#video.remove();
  }
}
