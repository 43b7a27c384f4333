import { CallError } from '../../base/errors.js';
import type { RestartReason } from '../../media/media-plane.js';
import type { PlaneState } from '../../media/plane-events.js';
import { mayModerate } from '../../../protocol/roles.js';
import type { MovingContext } from './moving-context.js';

/** How often it is reported, and tried again, while it lasts: a report counts for ten seconds. */
const AGAIN_MS = 8000;

/** Chosen: attempts to reach the media server that are in vain for so long say that this page cannot. */
const UNREACHABLE_MS = 5000;

/** What is wrong with the media server that carries a call: told to the server, shown, and tried again. */
export class MediaTrouble {
  readonly #context: MovingContext;
  readonly #restart: (reason: RestartReason) => void;
  /** The failure as it was told, for as long as it is true. */
  #error: CallError | null = null;
  /** When it was lost first, by the monotonic clock, since it worked last. */
  #lostAt: number | null = null;
  #cancel: () => void = () => undefined;

  constructor(context: MovingContext, restart: (reason: RestartReason) => void) {
    this.#context = context;
    this.#restart = restart;
  }

  /** The call has moved there: this page may not have come along. */
  handleCommitted(epoch: number, state: PlaneState): void {
    if (state === 'lost' || state === 'refused') this.#handleTrouble(epoch, 'sfu-unreachable');
    // Also one that came during the move, and is still on its way: whatever was wrong was of another room.
    else this.#handleWell();
  }

  /** The plane that carries the call is in another state. */
  handleState(epoch: number, state: PlaneState): void {
    if (state === 'joined') this.#handleWell();
    else if (state === 'refused') this.#handleTrouble(epoch, 'sfu-unreachable');
    else if (state === 'lost') {
      const now = this.#context.clock.monotonic();
      this.#lostAt ??= now;
      // Where all have lost it, that is told by the server.
      const isAlone = this.#error?.code !== 'media-lost' && now - this.#lostAt >= UNREACHABLE_MS;
      this.#handleTrouble(epoch, isAlone ? 'sfu-unreachable' : null);
    }
  }

  /** The call is not there any more. */
  handleLeft(): void {
    this.#handleWell();
  }

  /** The call has moved to a mesh, which may have been refused to a host as long as the room was too large. */
  handleMesh(): void {
    this.#handleWell();
    const { self, error } = this.#context.getSnapshot();
    if (error?.code === 'not-allowed' && mayModerate('topology', self.role))
      this.#context.apply({ type: 'error', error: null });
  }

  /** The server has found no other way. */
  tellLost(): void {
    this.#tell('media-lost');
  }

  /** May be called twice. */
  close(): void {
    this.#cancel();
  }

  #handleWell(): void {
    this.#cancel();
    const { error } = this.#context.getSnapshot();
    // A host's wish may have been refused with that. Another failure since then is still true.
    if (error !== null && (error === this.#error || error.code === 'sfu-unreachable'))
      this.#context.apply({ type: 'error', error: null });
    this.#error = null;
    this.#lostAt = null;
  }

  #handleTrouble(epoch: number, code: 'sfu-unreachable' | null): void {
    if (code !== null) this.#tell(code);
    this.#cancel();
    const report = (): void => {
      const { getSnapshot, seat } = this.#context;
      const problem = this.#error?.code === 'sfu-unreachable' ? 'unreachable' : 'lost';
      // What waits until the seat is back would be said of that time.
      if (getSnapshot().state === 'joined')
        seat.request('media:report', { epoch, problem }).catch(() => {
          // That epoch is over, or the room was left.
        });
      this.#cancel = this.#context.clock.after(AGAIN_MS, () => {
        this.#restart('asked');
        report();
      });
    };
    report();
  }

  #tell(code: 'sfu-unreachable' | 'media-lost'): void {
    if (this.#error?.code === code) return;
    this.#error = this.#context.tellError(new CallError(code));
  }
}
