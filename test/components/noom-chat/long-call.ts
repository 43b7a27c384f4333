import type { CallController, CallSnapshot, ChatMessage } from '../../../src/core/index.js';

/** A call as it would be after so many messages, which no participant can send within the limits of a test. */
export function createLongCall(
  call: CallController,
  messages: readonly ChatMessage[],
): { call: CallController; add(message: ChatMessage): void; change(messages: readonly ChatMessage[]): void } {
  const listeners = new Set<(snapshot: CallSnapshot) => void>();
  let snapshot = { ...call.snapshot, messages };
  const long = new Proxy(call, {
    get(target, key) {
      if (key === 'snapshot') return snapshot;
      if (key === 'subscribe') {
        return (listener: (snapshot: CallSnapshot) => void) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        };
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const change = (changed: readonly ChatMessage[]): void => {
    snapshot = { ...snapshot, messages: changed };
    for (const listener of listeners) listener(snapshot);
  };
  return {
    call: long,
    change,
    add(message) {
      change([...snapshot.messages, message]);
    },
  };
}
