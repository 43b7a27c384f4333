import { setTimeout as wait } from 'node:timers/promises';
import type { NoomRoom } from '../../src/index.js';
import type { Guest } from './guest.js';

/** The time between two checks, in milliseconds. */
const LOOK_MS = 100;
/** So many checks without anything new are an end, and not a pause. */
const QUIET_LOOKS = 15;
/** More than this is a flow, and not what was in flight: packets of sound, decoded frames. */
const FLOW = { microphone: 25, camera: 4 } as const;
/** How long is waited for what does not arrive; it measures nothing. */
export const PATIENCE_MS = 90_000;

type Kind = keyof typeof FLOW;
const KINDS: readonly Kind[] = ['microphone', 'camera'];

/** What one page knows of all participants, by name. */
interface View {
  readonly state: string;
  readonly people: Readonly<Record<string, Sight>>;
}

interface Sight {
  readonly isLocal: boolean;
  readonly isConnected: boolean;
  readonly on: Readonly<Record<Kind, boolean>>;
  /** How much has arrived over the connection there is now. */
  readonly count: Readonly<Record<Kind, number>>;
}

/** What was seen of one source on its way from one participant to another. */
interface Way {
  from: number;
  last: number;
  quietLooks: number;
}

/**
 * Resolves when, for each pair and source, what is shown to either is what arrives: packets and frames of what is on,
 * nothing of what is off. Rejects with the differences when that is not reached.
 */
export async function shownIsReceived(guests: ReadonlyMap<string, Guest>): Promise<void> {
  const ways = new Map<string, Way>();
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const views = new Map<string, View>();
    await Promise.all(
      [...guests].map(async ([name, guest]) => {
        views.set(name, await guest.page.$eval('noom-room', lookInPage));
      }),
    );
    const differences = [...views].flatMap(([receiver, view]) =>
      [...views].flatMap(([sender, other]) =>
        sender === receiver ? [] : compare(ways, [sender, other], [receiver, view]),
      ),
    );
    if (differences.length === 0) return;
    if (Date.now() > deadline) throw new Error(`What is shown is not what arrives:\n${differences.join('\n')}`);
    await wait(LOOK_MS);
  }
}

/** Whose pictures are shown to whom, of those that are on: pairs of sender and receiver. */
export async function picturesShown(guests: ReadonlyMap<string, Guest>): Promise<(readonly [string, string])[]> {
  const pairs = await Promise.all(
    [...guests].map(async ([receiver, guest]) => {
      const { people } = await guest.page.$eval('noom-room', lookInPage);
      return Object.entries(people)
        .filter(([, { on }]) => on.camera)
        .map(([sender]) => [sender, receiver] as const);
    }),
  );
  return pairs.flat();
}

function compare(
  ways: Map<string, Way>,
  [sender, own]: readonly [string, View],
  [receiver, view]: readonly [string, View],
): string[] {
  const [self, sight] = [own.people[sender], view.people[sender]];
  if (own.state !== 'joined' || !self) return [`${sender} is ${own.state}`];
  if (view.state !== 'joined' || !sight) return [`${receiver} does not see ${sender}`];
  if (!sight.isConnected) return [`${receiver} is not connected to ${sender}`];
  return KINDS.flatMap((kind) => {
    const source = `the ${kind} of ${sender}`;
    const key = `${source} to ${receiver}`;
    const count = sight.count[kind];
    const isOn = sight.on[kind];
    const way = ways.get(key);
    if (isOn !== self.on[kind]) {
      ways.delete(key);
      return [`${source} is ${onOrOff(self.on[kind])}, and shown to ${receiver} as ${onOrOff(isOn)}`];
    }
    // A connection that was made anew counts from 0.
    if (way === undefined || count < way.last) {
      ways.set(key, { from: count, last: count, quietLooks: 0 });
      return [`nothing is known yet of ${key}`];
    }
    way.quietLooks = count === way.last ? way.quietLooks + 1 : 0;
    way.last = count;
    if (isOn) return count >= way.from + FLOW[kind] ? [] : [`${source} is on, and ${receiver} receives nothing`];
    return way.quietLooks >= QUIET_LOOKS ? [] : [`${source} is off, and ${receiver} receives it (${String(count)})`];
  });
}

function onOrOff(isOn: boolean): string {
  return isOn ? 'on' : 'off';
}

/** What a page shows, and what has arrived there; runs in it. */
async function lookInPage(room: NoomRoom): Promise<View> {
  interface Inbound {
    type: string;
    kind?: string;
    packetsReceived?: number;
    framesDecoded?: number;
  }
  const { call } = room;
  const report = await call.getReport({ identities: true });
  const people: Record<string, Sight> = {};
  for (const { id, name, isLocal, connection, sources } of call.snapshot.participants) {
    const count = { microphone: 0, camera: 0 };
    for (const stats of (report.participants.find((one) => one.id === id)?.stats ?? []) as Inbound[]) {
      if (stats.type !== 'inbound-rtp') continue;
      if (stats.kind === 'audio') count.microphone += stats.packetsReceived ?? 0;
      else count.camera += stats.framesDecoded ?? 0;
    }
    // What the system has interrupted is shown to the others as off.
    const on = {
      microphone: sources.microphone.on && !sources.microphone.interrupted,
      camera: sources.camera.on && !sources.camera.interrupted,
    };
    people[name] = { isLocal, isConnected: connection === 'connected', on, count };
  }
  return { state: call.snapshot.state, people };
}
