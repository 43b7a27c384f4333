import { Lazy, type CallController, type CallSnapshot, type LazyValue, type Participant } from '../../../core/index.js';
import { idle } from '../observe/idle.js';
import { roomParts } from './parts.js';

/** A way into a call that takes longer shows everything meanwhile: the person may want to leave. */
const PATIENCE_MS = 1000;
/** Between the connection and its first picture, which has to be decoded. */
const PICTURE_MS = 100;
/** For how long what a connection has begun (first pictures) comes before the rest, in a busy browser. */
const BUSY_MS = 100;

/**
 * Resolves when what a call can do without is to be loaded, the toolbar included: as soon as the browser is idle; on the
 * way into a call, once the participants are connected. Code that is loaded meanwhile delays the first picture.
 */
export async function picturesFirst(getCall: () => CallController | null): Promise<void> {
  const patientUntil = performance.now() + PATIENCE_MS;
  for (;;) {
    await idle(BUSY_MS);
    // A room that joins by itself may have begun that meanwhile.
    const call = getCall();
    if (call === null || !isConnecting(call.snapshot) || performance.now() >= patientUntil) return;
    await whenConnected(call, patientUntil - performance.now());
    await new Promise((resolve) => setTimeout(resolve, PICTURE_MS));
  }
}

/** The parts of the room for what nobody has asked for: at once where they are loaded, else after the first pictures. */
export function afterPictures(getCall: () => CallController | null): Lazy<LazyValue<typeof roomParts>> {
  return new Lazy(() => roomParts.value ?? picturesFirst(getCall).then(() => roomParts.load()));
}

/** On the way into the room, or to the participants in it. */
function isConnecting({ state, participants }: CallSnapshot): boolean {
  return state === 'connecting' || (state === 'joined' && participants.some(isAwaited));
}

function isAwaited({ connection }: Participant): boolean {
  return connection === 'connecting';
}

function whenConnected(call: CallController, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timeout);
      unsubscribe();
      resolve();
    };
    const timeout = setTimeout(end, patienceMs);
    const unsubscribe = call.subscribe((snapshot) => {
      if (!isConnecting(snapshot)) end();
    });
  });
}
