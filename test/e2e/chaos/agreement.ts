import { setTimeout as wait } from 'node:timers/promises';
import type { NoomRoom } from '../../../src/index.js';
import type { Guest } from '../guest.js';
import { PATIENCE_MS } from '../shown-and-received.js';
import type { Said } from './in-page.js';

/** What one page has in the end. */
interface Ending {
  readonly state: string;
  readonly id: string;
  /** All participants by their id, with all that is to be the same on all sides. */
  readonly people: Readonly<Record<string, string>>;
  readonly messages: readonly { readonly text: string; readonly state: string | null }[];
  readonly said: readonly Said[];
  readonly files: readonly FileEnding[];
}

interface FileEnding {
  readonly name: string;
  readonly from: string;
  readonly isLocal: boolean;
  readonly state: string;
  readonly failure: string | null;
  readonly recipients: readonly { readonly id: string; readonly state: string }[];
  /** Of what is here, whether its bytes are the ones that were sent; `null` while it is not here. */
  readonly isWhole: boolean | null;
}

/** States that nothing follows by itself. */
const ENDED = ['done', 'declined', 'stopped', 'failed', 'gone'];

/**
 * Resolves when all pages agree: who is in the room and what is on there, that each message is with each addressee
 * exactly once, and that no file is under way any more. Rejects with what they disagree about.
 */
export async function allAgree(guests: ReadonlyMap<string, Guest>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const endings = new Map<string, Ending>();
    for (const [name, guest] of guests) endings.set(name, await guest.page.$eval('noom-room', endingInPage));
    const faults = [...peopleFaults(endings), ...messageFaults(endings), ...fileFaults(endings)];
    if (faults.length === 0) return;
    if (Date.now() > deadline) throw new Error(`The pages do not agree:\n${faults.join('\n')}`);
    await wait(100);
  }
}

function peopleFaults(endings: ReadonlyMap<string, Ending>): string[] {
  const faults: string[] = [];
  for (const [name, { state, people }] of endings) {
    if (state !== 'joined') faults.push(`${name} is ${state}`);
    const others = [...endings.values()];
    for (const id of Object.keys(people)) {
      if (!others.some((other) => other.id === id)) faults.push(`${name} sees ${String(people[id])}, who is gone`);
    }
    for (const { id, people: own } of others) {
      if (people[id] === own[id]) continue;
      faults.push(`${name} sees ${people[id] ?? 'nobody'}, and it is ${String(own[id])}`);
    }
  }
  return faults;
}

function messageFaults(endings: ReadonlyMap<string, Ending>): string[] {
  const faults: string[] = [];
  for (const [name, { messages }] of endings) {
    const texts = messages.map(({ text }) => text);
    const twice = texts.filter((text, index) => texts.indexOf(text) !== index);
    faults.push(...twice.map((text) => `${name} has “${text}” twice`));
  }
  for (const [author, { id, said, messages }] of endings) {
    for (const { text, from, to, isRefused } of said) {
      const own = messages.find((message) => message.text === text);
      if (isRefused || from !== id) continue;
      if (own === undefined) faults.push(`${author} has lost “${text}”`);
      // It was said that it may not have arrived.
      if (own === undefined || own.state === 'failed') continue;
      if (own.state === 'sending') faults.push(`${author} still sends “${text}”`);
      for (const [name, other] of endings) {
        if (!to.includes(other.id) || other.messages.some((message) => message.text === text)) continue;
        faults.push(`${name} lacks “${text}” of ${author}, where it is ${String(own.state)}`);
      }
    }
  }
  return faults;
}

function fileFaults(endings: ReadonlyMap<string, Ending>): string[] {
  const faults: string[] = [];
  const ids = [...endings.values()].map(({ id }) => id);
  // One who lost the connection, and has left since, is waited for.
  const hasEnded = (state: string, id: string): boolean =>
    ENDED.includes(state) || (state === 'paused' && !ids.includes(id));
  for (const [name, { id: own, files }] of endings) {
    for (const file of files) {
      const what = `${file.name} of ${file.isLocal ? 'their own' : 'another'} at ${name}`;
      if (file.failure === 'damaged' || file.failure === 'unreadable') faults.push(`${what} is ${file.failure}`);
      if (file.isWhole === false) faults.push(`${what} is not what was sent`);
      if (!file.isLocal && !hasEnded(file.state, file.from)) faults.push(`${what} is ${file.state}`);
      for (const { id, state } of file.recipients) {
        const receiver = file.from === own ? [...endings].find(([, ending]) => ending.id === id) : undefined;
        if (receiver === undefined && hasEnded(state, id)) continue;
        const there = receiver?.[1].files.find((other) => other.name === file.name && !other.isLocal)?.state;
        // What its sender stopped is gone for its receivers, and unknown to those it never reached.
        if (there === state || (state === 'stopped' && (there === undefined || there === 'gone'))) continue;
        faults.push(`${what} is ${state}, and at ${receiver?.[0] ?? 'one who is gone'} ${there ?? 'unknown'}`);
      }
    }
  }
  return faults;
}

/** Reads all that is compared; runs in a page. */
async function endingInPage({ call }: NoomRoom): Promise<Ending> {
  const { state, self, participants, messages, files } = call.snapshot;
  const people: Record<string, string> = {};
  for (const { id, name, role, hand, sources } of participants) {
    const on = Object.entries(sources).filter(([, source]) => (source as { on: boolean }).on);
    const facts = [name, role, hand ? 'hand raised' : '', ...on.map(([key]) => key)];
    people[id] = facts.filter((fact) => fact !== '').join(', ');
  }
  const ends: FileEnding[] = [];
  for (const { name, from, isLocal, state: reached, failure, recipients, blob } of files) {
    let isWhole: boolean | null = null;
    if (!isLocal && blob !== null) {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      isWhole = bytes.every((byte, index) => byte === (index * 31 + (index >> 8)) % 256);
    }
    const states = recipients.map((one) => ({ id: one.id, state: one.state }));
    ends.push({ name, from, isLocal, state: reached, failure, recipients: states, isWhole });
  }
  return {
    state,
    id: self.id,
    people,
    messages: messages.map((message) => ({ text: message.text, state: message.state ?? null })),
    said: window.chaos.said,
    files: ends,
  };
}
