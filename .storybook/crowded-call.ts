import { CallController, type CallSnapshot, type Participant } from '../src/core/index.js';

/** A call that shows a room with this many participants, and does nothing. */
export class CrowdedCall extends CallController {
  #crowd: CallSnapshot | null = null;

  constructor(count: number) {
    super();
    const { snapshot } = new CallController();
    const others = Array.from({ length: count - 1 }, (_, index) => ({
      ...snapshot.self,
      ...{ id: `p${String(index)}`, name: `Participant ${String(index + 1)}`, isLocal: false },
      ...{ hand: index % 60 === 7, role: index === 0 ? 'host' : 'guest' },
    })) as Participant[];
    const me = { ...snapshot.self, id: 'me', name: 'Sora Kim' };
    this.#crowd = { ...snapshot, state: 'joined', room: 'Lecture', self: me, participants: [me, ...others] };
  }

  override get snapshot(): CallSnapshot {
    // The base asks for it while it is made.
    return (#crowd in this ? this.#crowd : null) ?? super.snapshot;
  }
}
