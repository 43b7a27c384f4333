import { drawFrom } from '../../harness/random.js';

/** What a participant does in their page. */
export type PageAction =
  | { readonly does: 'set'; readonly source: 'microphone' | 'camera' | 'screen'; readonly on: boolean }
  | { readonly does: 'choose'; readonly kind: 'microphone' | 'camera'; readonly which: number }
  | { readonly does: 'hand'; readonly up: boolean }
  | { readonly does: 'say'; readonly text: string }
  | { readonly does: 'offer'; readonly file: string; readonly sizeBytes: number; readonly cancelAfterMs: number | null }
  | { readonly does: 'leave'; readonly awayMs: number }
  | { readonly does: 'break'; readonly how: 'restart' | 'starve' | 'close'; readonly which: number };

/** What happens to the server, or to the line of one participant to it. */
export type LineAction =
  | { readonly does: 'cut'; readonly forMs: number }
  | { readonly does: 'silence' }
  | { readonly does: 'kill'; readonly signal: 'SIGTERM' | 'SIGKILL'; readonly downMs: number };

/** Something that happens so long after the beginning, without waiting for what happened before. */
export interface Happening {
  readonly atMs: number;
  readonly who: string;
  readonly action: PageAction | LineAction;
}

/** The receivers decline files of such names. */
export const UNWANTED = /^unwanted/;
/** Shorter than a seat is kept, with the time of a return. */
const CUTS_MS = [50, 400, 1500, 5000];
const PAUSES_MS = [0, 30, 150, 400, 800];

/** What happens within that time, the same for the same seed. */
export function planChaos(seed: number, names: readonly string[], durationMs: number): Happening[] {
  const { below, pick } = drawFrom(seed);
  let count = 0;
  const makers: Readonly<Record<(PageAction | LineAction)['does'], () => PageAction | LineAction>> = {
    set: () => ({ does: 'set', source: pick(['microphone', 'camera', 'screen'] as const), on: below(2) === 0 }),
    choose: () => ({ does: 'choose', kind: pick(['microphone', 'camera'] as const), which: below(3) }),
    hand: () => ({ does: 'hand', up: below(2) === 0 }),
    say: () => ({ does: 'say', text: `message ${String(++count)}` }),
    offer: () => ({
      does: 'offer',
      file: `${pick(['wanted', 'wanted', 'wanted', 'unwanted'])}-${String(++count)}.bin`,
      sizeBytes: pick([0, 1, 40_000, 300_000]),
      cancelAfterMs: pick([null, null, null, 0, 100]),
    }),
    leave: () => ({ does: 'leave', awayMs: pick(PAUSES_MS) }),
    break: () => ({ does: 'break', how: pick(['restart', 'restart', 'starve', 'close'] as const), which: below(8) }),
    cut: () => ({ does: 'cut', forMs: pick(CUTS_MS) }),
    silence: () => ({ does: 'silence' }),
    kill: () => ({ does: 'kill', signal: pick(['SIGTERM', 'SIGKILL'] as const), downMs: pick(CUTS_MS) }),
  };
  const wheel = [
    ...['set', 'set', 'set', 'set', 'set', 'set', 'choose', 'choose', 'hand', 'hand'],
    ...['say', 'say', 'say', 'say', 'say', 'offer', 'offer', 'leave', 'break', 'break', 'cut', 'silence', 'kill'],
  ] as const;
  const happenings: Happening[] = [];
  for (let atMs = 0; atMs < durationMs; atMs += pick(PAUSES_MS)) {
    happenings.push({ atMs, who: pick(names), action: makers[pick(wheel as readonly (keyof typeof makers)[])]() });
  }
  return happenings;
}
