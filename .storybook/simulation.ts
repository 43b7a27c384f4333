import { CallError } from '../src/core/index.js';
import { createMemoryRoom, type DrawnParticipant, type MemoryRoom } from '../src/testing/index.js';

/** Who speaks in a simulated room. */
export const SPEAKERS = ['nobody', 'one', 'in turn', 'all'] as const;

/** What a simulated room is to be like. */
export interface Simulation {
  /** The participants, with the local one. */
  people: number;
  speaking: (typeof SPEAKERS)[number];
  camerasOff: number;
  handsRaised: number;
  screens: number;
  filesUnderWay: number;
  interrupted: number;
  latencyMs: number;
  /** Of a hundred. */
  lossPercent: number;
}

/** How long each speaks where they speak in turn. */
const TURN_MS = 2000;
const FILE_BYTES = 20_000_000;
/** Slow enough to be watched: a file takes more than half a minute. */
const BYTES_PER_SECOND = 500_000;
const NAMES = ['Minji Park', 'Ann', 'Jun Lee', 'Hana', 'Tomás García', 'Léa Martin', 'Noor', 'Yuki Tanaka'] as const;

/** Brings a room in memory to what a simulation says, and on to what the next one says. */
export class SimulatedRoom {
  readonly room: MemoryRoom;
  readonly #present: DrawnParticipant[] = [];
  readonly #turns: ReturnType<typeof setInterval>;
  #wanted: Simulation | null = null;
  #turn = 0;
  /** Changes are made one after the other. */
  #changed: Promise<void> = Promise.resolve();

  constructor() {
    this.room = createMemoryRoom({ room: 'Simulated' });
    this.#turns = setInterval(() => {
      this.#turn += 1;
      this.#speak();
    }, TURN_MS);
  }

  /** Resolves when the room is like that, or another change was wanted meanwhile. */
  async become(wanted: Simulation): Promise<void> {
    this.#wanted = wanted;
    this.#changed = this.#changed.then(() => this.#change(wanted)).catch(acceptLeft);
    await this.#changed;
  }

  async close(): Promise<void> {
    clearInterval(this.#turns);
    this.#wanted = null;
    await this.room.close();
  }

  async #change(wanted: Simulation): Promise<void> {
    const isWanted = (): boolean => this.#wanted === wanted;
    if (!isWanted()) return;
    const { latencyMs, lossPercent } = wanted;
    this.room.setConditions({ latencyMs, loss: lossPercent / 100, bytesPerSecond: BYTES_PER_SECOND });
    const others = Math.max(0, wanted.people - 1);
    while (this.#present.length < others) {
      const participant = this.room.add({ name: nameOf(this.room.participants.length) });
      this.#present.push(participant);
      await participant.joined;
      if (!isWanted()) return;
    }
    await Promise.all(this.#present.splice(others).map((participant) => participant.leave()));
    this.#speak();
    for (const [index, participant] of this.#present.entries()) {
      if (!isWanted()) return;
      await settle(participant, index, wanted).catch(acceptLeft);
    }
  }

  #speak(): void {
    const { speaking = 'nobody' } = this.#wanted ?? {};
    const speaker = speaking === 'one' ? 0 : this.#turn % Math.max(1, this.#present.length);
    for (const [index, participant] of this.#present.entries()) {
      participant.speak(speaking === 'all' || (speaking !== 'nobody' && index === speaker));
    }
  }
}

/** Changes what is not as wanted of one participant. */
async function settle(participant: DrawnParticipant, index: number, wanted: Simulation): Promise<void> {
  if (index < wanted.interrupted) participant.interrupt();
  else participant.restore();
  // The last have their cameras off, so that the first can do all else with a picture.
  const { self, files } = participant.call.snapshot;
  const isCameraOn = index < wanted.people - 1 - wanted.camerasOff;
  if (self.sources.camera.on !== isCameraOn) await participant.setCamera(isCameraOn);
  if (self.hand !== index < wanted.handsRaised) await participant.raiseHand(index < wanted.handsRaised);
  const isSharing = index < wanted.screens;
  if (self.sources.screen.on !== isSharing) await participant.shareScreen(isSharing);
  const offered = files.find(({ isLocal, state }) => isLocal && state !== 'stopped');
  if (index >= wanted.filesUnderWay) offered?.cancel();
  else if (offered === undefined) {
    const file = new File([new Uint8Array(FILE_BYTES)], `minutes-${String(index + 1)}.pdf`);
    await participant.call.sendFile(file);
  }
}

/** A participant has left meanwhile, or the room was closed. */
function acceptLeft(error: unknown): void {
  if (!(error instanceof CallError)) throw error;
}

function nameOf(index: number): string {
  return NAMES[index] ?? `Participant ${String(index + 2)}`;
}
