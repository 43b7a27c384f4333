import { expect } from '@open-wc/testing';
import type { Displays } from '../../src/core/devices/displays/displays.js';

/** One sentence of what all displays do; `run` throws when they do not. */
export interface DisplaysCase {
  readonly name: string;
  run(displays: Displays): Promise<void>;
}

/** What `Displays` do, fake or drawn, where the person chooses a window. */
export const displaysContract: readonly DisplaysCase[] = [
  {
    name: 'give pictures, live, that say what they are of',
    async run(displays) {
      expect(displays.isSupported).to.equal(true);
      const { screen, 'screen-audio': sound } = await displays.open();
      expect([screen.kind, screen.readyState]).to.deep.equal(['video', 'live']);
      expect(screen.getSettings().displaySurface).to.equal('window');
      screen.stop();
      sound?.stop();
    },
  },
  {
    name: 'give sound, if any, by a track of its own that ends by itself',
    async run(displays) {
      const { screen, 'screen-audio': sound } = await displays.open();
      sound?.stop();
      expect(screen.readyState).to.equal('live');
      screen.stop();
      if (sound) expect([sound.kind, sound.readyState]).to.deep.equal(['audio', 'ended']);
    },
  },
  {
    name: 'may be captured twice at once',
    async run(displays) {
      const [one, other] = await Promise.all([displays.open(), displays.open()]);
      expect(one.screen).not.to.equal(other.screen);
      for (const { screen, 'screen-audio': sound } of [one, other]) {
        screen.stop();
        sound?.stop();
      }
    },
  },
];
