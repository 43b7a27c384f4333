import type { MemoryRoom } from '../../../src/testing/index.js';

/** Calls back with each question who is inside, in place of its answer; `answer` answers as the server, or as given. */
export function onPeek({ signaling }: MemoryRoom, callback: (answer: (ack?: object) => void) => void): void {
  const { handleRequest } = signaling;
  signaling.handleRequest = (connection, name, payload, reply) => {
    handleRequest.call(signaling, connection, name, payload, (ack) => {
      const answer = (other = ack): void => {
        reply(other);
      };
      if (name === 'room:peek') callback(answer);
      else answer();
    });
  };
}
