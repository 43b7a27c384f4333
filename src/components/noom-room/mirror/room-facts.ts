import { NoomEvent, type CallController, type CallEventMap } from '../../../core/index.js';

/** The facts of a call that a room dispatches again; the compiler keeps this list complete. */
const FACTS: Readonly<Record<keyof CallEventMap, true>> = {
  'noom-state-changed': true,
  'noom-joined': true,
  'noom-left': true,
  'noom-participant-joined': true,
  'noom-participant-left': true,
  'noom-participant-updated': true,
  'noom-track-added': true,
  'noom-track-removed': true,
  'noom-active-speaker-changed': true,
  'noom-device-changed': true,
  'noom-devices-changed': true,
  'noom-message-received': true,
  'noom-message-deleted': true,
  'noom-file-offered': true,
  'noom-file-progress': true,
  'noom-file-received': true,
  'noom-data-received': true,
  'noom-reaction': true,
  'noom-knocked': true,
  'noom-admitted': true,
  'noom-denied': true,
  'noom-muted': true,
  'noom-unmute-asked': true,
  'noom-hand-changed': true,
  'noom-role-changed': true,
  'noom-locked-changed': true,
  'noom-screen-started': true,
  'noom-screen-stopped': true,
  'noom-quality-changed': true,
  'noom-topology-changed': true,
  'noom-pin-changed': true,
  'noom-error': true,
};

/**
 * Passes the facts of a call to `handle`, as new events that can be dispatched on a tag. Returns a function that undoes
 * it.
 */
export function hearFacts(call: CallController, handle: (event: NoomEvent) => void): () => void {
  const undo = new AbortController();
  for (const type of Object.keys(FACTS) as (keyof CallEventMap)[]) {
    call.addEventListener(
      type,
      (event) => {
        handle(new NoomEvent(event.type, event.fields));
      },
      { signal: undo.signal },
    );
  }
  return () => {
    undo.abort();
  };
}
