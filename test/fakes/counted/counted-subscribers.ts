import type { CallController } from '../../../src/core/index.js';

/** Counts who subscribes to a call from now on: the returned function gives how many there are. */
export function countSubscribers(call: CallController): () => number {
  const live = new Set<object>();
  const subscribe = call.subscribe.bind(call);
  call.subscribe = (listener) => {
    const undo = subscribe(listener);
    const subscription = {};
    live.add(subscription);
    return () => {
      live.delete(subscription);
      undo();
    };
  };
  return () => live.size;
}
