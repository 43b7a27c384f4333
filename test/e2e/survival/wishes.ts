import type { NoomRoom } from '../../../src/index.js';
import { drawFrom } from '../../harness/random.js';

/** What a participant in a call may wish. */
export type Wish =
  | { readonly does: 'set'; readonly kind: 'microphone' | 'camera'; readonly on: boolean }
  | { readonly does: 'choose'; readonly kind: 'microphone' | 'camera'; readonly which: number }
  | { readonly does: 'talk'; readonly heldMs: number }
  | { readonly does: 'return'; readonly awayMs: number }
  | { readonly does: 'mute'; readonly whom: string }
  | { readonly does: 'role'; readonly whom: string; readonly role: 'guest' | 'viewer' };

/** Wishes of one participant, each so long after the one before, and none waiting for another. */
export interface Burst {
  readonly who: string;
  readonly wishes: readonly { readonly afterMs: number; readonly wish: Wish }[];
  /** How long their connection to the server is lost meanwhile; 0 when it is not. */
  readonly cutMs: number;
  /** How long it is until the next burst, of any participant. */
  readonly pauseMs: number;
}

/** In one turn, within a change that is in progress, and after it. */
const GAPS_MS = [0, 0, 0, 3, 10, 30, 150];
const PAUSES_MS = [0, 20, 100, 300];
const CUTS_MS = [0, 0, 0, 0, 0, 50, 400, 1500];

/** Bursts without end, the same for the same seed. */
export function* planWishes(seed: number, names: readonly string[]): Generator<Burst> {
  const { below, pick } = drawFrom(seed);
  const kind = (): 'microphone' | 'camera' => pick(['microphone', 'camera'] as const);
  const set = (): Wish => ({ does: 'set', kind: kind(), on: below(2) === 0 });
  const makers: readonly (() => Wish)[] = [
    ...[set, set, set, set, set, set],
    () => ({ does: 'choose', kind: kind(), which: below(3) }),
    () => ({ does: 'choose', kind: kind(), which: below(3) }),
    () => ({ does: 'talk', heldMs: pick(GAPS_MS) }),
    () => ({ does: 'talk', heldMs: pick(GAPS_MS) }),
    () => ({ does: 'return', awayMs: pick(GAPS_MS) }),
    () => ({ does: 'mute', whom: pick(names) }),
    () => ({ does: 'role', whom: pick(names), role: pick(['guest', 'guest', 'viewer'] as const) }),
  ];
  for (;;) {
    const wishes = Array.from({ length: 1 + below(5) }, () => ({ afterMs: pick(GAPS_MS), wish: pick(makers)() }));
    yield { who: pick(names), wishes, cutMs: pick(CUTS_MS), pauseMs: pick(PAUSES_MS) };
  }
}

/** Has the participant of a page make wishes; runs there. Resolves when each was made, not when it came true. */
export async function wishInPage(room: NoomRoom, wishes: Burst['wishes']): Promise<void> {
  const { call } = room;
  // Methods, because the names of functions are kept by a helper that the page does not have.
  const person = {
    wait(ms: number): Promise<void> {
      return new Promise((resolve) => setTimeout(resolve, ms));
    },
    press(type: 'keydown' | 'keyup'): void {
      room.dispatchEvent(new KeyboardEvent(type, { key: ' ', code: 'Space', bubbles: true, composed: true }));
    },
    async talk(heldMs: number): Promise<void> {
      this.press('keydown');
      if (heldMs > 0) await this.wait(heldMs);
      this.press('keyup');
    },
    async return(awayMs: number): Promise<void> {
      await call.leave();
      if (awayMs > 0) await this.wait(awayMs);
      await call.join();
    },
    async choose(kind: 'microphone' | 'camera', which: number): Promise<void> {
      const { cameras, microphones } = call.snapshot.devices;
      // Chromium's second fake camera is a depth camera, which no codec takes.
      const all = (kind === 'camera' ? cameras : microphones).filter(({ label }) => label !== 'fake_device_1');
      const device = all[which % Math.max(1, all.length)];
      if (device) await call.selectDevice(kind, device.deviceId);
    },
    idOf(name: string): string {
      return call.snapshot.participants.find((one) => one.name === name)?.id ?? '';
    },
    wish(wish: Wish): Promise<void> {
      switch (wish.does) {
        case 'set':
          return wish.kind === 'camera' ? call.setCamera(wish.on) : call.setMicrophone(wish.on);
        case 'choose':
          return this.choose(wish.kind, wish.which);
        case 'talk':
          return this.talk(wish.heldMs);
        case 'return':
          return this.return(wish.awayMs);
        case 'mute':
          return call.muteParticipant(this.idOf(wish.whom));
        case 'role':
          return call.setRole(this.idOf(wish.whom), wish.role);
      }
    },
  };
  const talks: Promise<void>[] = [];
  for (const { afterMs, wish } of wishes) {
    if (afterMs > 0) await person.wait(afterMs);
    // What is refused (a viewer's camera, a guest's ruling) is refused; what counts is what is shown in the end.
    const done = person.wish(wish).catch(() => undefined);
    if (wish.does === 'talk') talks.push(done);
  }
  await Promise.all(talks);
}
