import { NoomEvent, type CallController, type CallEventMap } from '../../../core/index.js';

/** Every fact of a call that a room tells again; the compiler holds this list complete. */
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
  'noom-data-received': true,
  'noom-knocked': true,
  'noom-admitted': true,
  'noom-denied': true,
  'noom-muted': true,
  'noom-hand-changed': true,
  'noom-role-changed': true,
  'noom-locked-changed': true,
  'noom-pin-changed': true,
  'noom-error': true,
};

/** Tells the facts of a call to `handle`, as events that can be dispatched on a tag; returns the undo. */
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
