import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../demo-server/ops/clock.js';
import { FEATURES, type Admission } from '../../../src/protocol/protocol.js';
import { MemoryEngine } from '../../../src/testing/memory/memory-engine.js';
import { WireClient, type WireEvent } from '../../harness/server/wire-client.js';
import { afterwards } from '../../harness/afterwards.js';
import { createClockedSignaling } from '../worlds/clocked-signaling.js';

const SIZE = 300;
/** How many connect at the same time: more would measure the queue of the kernel. */
const AT_ONCE = 50;
const LEAVING = 20;
/** As long as the server gathers. */
const GATHERED_MS = 200;
/** To one page: one by one they would be 668. */
const MOST_MESSAGES = 120;
const MANY_PER_MINUTE = { joinsPerMinute: 10_000, socketsPerMinute: 10_000, socketsPerAddress: 10_000 };

/** A page: its roster, by what it was told. */
class Page {
  readonly client: WireClient;
  readonly admission: Admission;

  constructor(client: WireClient, admission: Admission) {
    this.client = client;
    this.admission = admission;
  }

  /** Joins, and goes to the media server as pages do. */
  static async enter(url: string, index: number): Promise<Page> {
    const client = await WireClient.connect(url);
    const facts = { protocol: 2, features: FEATURES.page, sources: { microphone: true } };
    const admission = await client.join('hall', `Participant ${String(index)}`, facts);
    const { media } = admission;
    const { epoch } = media?.plane === 'sfu' ? media : await client.event('media:prepare');
    await client.request('media:joined', { epoch, sources: ['microphone'] });
    return new Page(client, admission);
  }

  get id(): string {
    return this.admission.self.id;
  }

  /** What a page does itself, it knows by the answer. */
  async raiseHand(): Promise<void> {
    await this.client.request('state:set', { hand: true });
    this.admission.self.hand = true;
  }

  /** The events, one by one; each has the number after the one before. */
  get events(): WireEvent[] {
    return this.client.events.flatMap((event) =>
      event.name === 'gathered' ? (event.payload.events as WireEvent[]) : [event],
    );
  }

  /** Who is there and has a raised hand, in the order of their ids. */
  get roster(): string[] {
    const people = new Map<string, boolean>();
    const take = ({ id, hand }: { id: string; hand: boolean }): void => void people.set(id, hand);
    take(this.admission.self);
    this.admission.participants.forEach(take);
    for (const { name, payload } of this.events) {
      const { participant, id } = payload as { participant?: Admission['self']; id?: string };
      if (participant !== undefined && name.startsWith('participant:')) take(participant);
      if (name === 'participant:left' && id !== undefined) people.delete(id);
    }
    return [...people].map(([id, hand]) => `${id}${hand ? ' hand' : ''}`).sort();
  }
}

test('300 who join, raise a hand and go are few messages to each, and all end with the same roster', async (t) => {
  const engine = new MemoryEngine(systemClock);
  const settings = { maxParticipants: SIZE, ...MANY_PER_MINUTE };
  const { clock, url } = await createClockedSignaling(t, settings, { engine });
  const pages: Page[] = [];
  afterwards(t, () => {
    for (const { client } of pages) client.drop();
  });
  for (let index = 0; index < SIZE; index += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, place) => Page.enter(url, index + place));
    pages.push(...(await Promise.all(batch)));
    clock.advance(GATHERED_MS);
  }
  for (const page of pages.slice(0, AT_ONCE)) await page.raiseHand();
  for (const { client } of pages.slice(-LEAVING)) await client.request('room:leave');
  clock.advance(GATHERED_MS);
  clock.advance(GATHERED_MS);
  const stay = pages.slice(0, -LEAVING);
  const [first] = stay;
  assert.ok(first);
  // What goes to one connection may arrive after the answer on another: a signal comes last to each.
  for (const [index, { client, id }] of stay.entries()) {
    const sender = stay[(index + 1) % stay.length];
    await sender?.client.request('signal:send', { to: id, candidate: { candidate: 'last' }, epoch: 1 });
    await client.event('signal:message');
  }
  assert.equal(first.roster.length, SIZE - LEAVING);
  assert.equal(first.roster.filter((each) => each.endsWith('hand')).length, AT_ONCE);
  for (const page of stay) {
    assert.deepEqual(page.roster, first.roster);
    const seqs = page.events.map(({ payload }) => payload.seq);
    assert.deepEqual(
      seqs,
      seqs.map((_, index) => index + 1),
    );
    assert.deepEqual(page.client.strays, []);
  }
  // One by one it is 299 who join, as many who send, 50 hands and 20 who go to the first; together some 90,000.
  const counts = stay.map(({ client }) => client.events.length);
  t.diagnostic(`${String(counts[0])} to the first, ${String(counts.reduce((sum, count) => sum + count))} in all`);
  assert.ok(Math.max(...counts) < MOST_MESSAGES, String(Math.max(...counts)));
});
