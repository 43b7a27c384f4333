import { CallError, type CallErrorCode } from '../../src/core/base/errors.js';
import type { Reply, RequestName, RequestPayload, ServerEvent } from '../../src/protocol/protocol.js';
import type { SignalingEvents, SignalingTransport } from '../../src/core/signaling/signaling-transport.js';
import { tell, TypedEventTarget } from '../../src/core/base/typed-events.js';

/** A request that the test answers, or does not. */
export interface FakeRequest {
  readonly name: RequestName;
  readonly payload: object;
  answer(reply: object): void;
  refuse(code: CallErrorCode): void;
}

/** A transport to a server that the test plays: it connects, answers, sends events and drops when it is told to. */
export class FakeTransport extends TypedEventTarget<SignalingEvents> implements SignalingTransport {
  isConnected = false;
  isOpen = false;
  /** What was sent, in order, by name. */
  readonly sent: RequestName[] = [];
  readonly #unanswered: FakeRequest[] = [];
  readonly #pending = new Set<{ send: () => void; isSent: boolean; fail: (error: unknown) => void }>();
  #awaiting: ((request: FakeRequest) => void)[] = [];

  open(): void {
    this.isOpen = true;
  }

  close(): void {
    this.isOpen = false;
    this.drop();
    for (const { fail } of this.#pending) fail(new CallError('signaling-unreachable'));
  }

  request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
    signal?: AbortSignal,
  ): Promise<Reply<Name>> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        this.#pending.delete(pending);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- What was aborted with, as it is.
        reject(error);
      };
      const request: FakeRequest = {
        name,
        payload,
        answer: (reply) => {
          this.#pending.delete(pending);
          resolve(reply as Reply<Name>);
        },
        refuse: (code) => fail(new CallError(code)),
      };
      const pending = { isSent: false, send: () => this.#send(request), fail };
      if (signal?.aborted === true) {
        fail(signal.reason);
        return;
      }
      this.#pending.add(pending);
      signal?.addEventListener('abort', () => fail(signal.reason), { once: true });
      if (this.isConnected) this.#flush();
    });
  }

  /** The next request that is sent and was not given yet. */
  next(): Promise<FakeRequest> {
    const request = this.#unanswered.shift();
    return request === undefined ? new Promise((resolve) => this.#awaiting.push(resolve)) : Promise.resolve(request);
  }

  connect(): void {
    this.isConnected = true;
    this.dispatchEvent(new Event('signaling-connected'));
    this.#flush();
  }

  /** The connection breaks: pending requests fail. */
  drop(): void {
    if (!this.isConnected) return;
    this.isConnected = false;
    this.#unanswered.length = 0;
    for (const { isSent, fail } of this.#pending) if (isSent) fail(new CallError('signaling-unreachable'));
    this.dispatchEvent(new Event('signaling-disconnected'));
  }

  /** The server sends an event. */
  tell(message: ServerEvent): void {
    tell(this, 'signaling-message', { message });
  }

  #flush(): void {
    for (const pending of this.#pending) {
      if (pending.isSent) continue;
      pending.isSent = true;
      pending.send();
    }
  }

  #send(request: FakeRequest): void {
    this.sent.push(request.name);
    const awaiting = this.#awaiting.shift();
    if (awaiting === undefined) this.#unanswered.push(request);
    else awaiting(request);
  }
}
