import type { TestContext } from 'node:test';
import type { Guest } from '../e2e/guest.js';
import type { World } from '../e2e/world.js';

/** A participant on another page, Bo, who notes who comes and goes. */
export class CountingGuest {
  readonly guest: Guest;

  constructor(guest: Guest) {
    this.guest = guest;
  }

  static async join(t: TestContext, world: World, room: string): Promise<CountingGuest> {
    const guest = await world.join(t, room, 'Bo');
    await guest.page.$eval('noom-room', (tag) => {
      const notes: string[] = [];
      tag.addEventListener('noom-participant-joined', ({ participant }) => notes.push(`${participant.name} came`));
      tag.addEventListener('noom-participant-left', ({ participant }) => notes.push(`${participant.name} went`));
      Object.assign(window, { notes });
    });
    return new CountingGuest(guest);
  }

  /** All that was noted. */
  notes(): Promise<string[]> {
    return this.guest.page.evaluate(() => (window as unknown as { notes: string[] }).notes);
  }

  /** Resolves with all that was noted, once there are that many notes. */
  async notesOnce(count: number): Promise<string[]> {
    await this.guest.page.waitForFunction(
      (wanted) => (window as unknown as { notes: string[] }).notes.length >= wanted,
      {},
      count,
    );
    return this.notes();
  }
}
