import type { Clock } from '../../../base/clock.js';
import { exchangeFrames, type FrameFact, type FrameLimits, type FrameOrder } from './exchange-frames.js';

/**
 * A carrier's pictures have so many lines at most; 28x16 where the camera is 16:9. As small as every encoder takes them, and larger than
 * nothing that a camera is sent as.
 */
export const CARRIER_LINES = 16;

const LIMITS: FrameLimits = {
  // Chosen: the encoder of a source may be two frames later than those of small pictures.
  skippable: 2,
  // Chosen: a third of a second at 30 frames; more would put sound and picture out of step.
  held: 10,
  // Chosen: as long as a small encoder that pauses may be waited for, 0.2 s.
  data: 6,
  // Chosen: a quarter of a second at 30 frames.
  starved: 8,
  carrierLines: CARRIER_LINES,
};

/** Chosen: a worker that may run does so within some milliseconds. */
const MAX_START_MS = 2000;

/** What the frames of senders go through, whatever carries them. */
export interface FrameExchange {
  /** What the frames of this sender go through: to be set before its first one. */
  createTransform(id: number): RTCRtpScriptTransform;
  order(order: FrameOrder): void;
  /** May be called twice. */
  close(): void;
}

/** Frames in a worker of the page: made of its text, since a page may load the kit from anywhere. */
export class FrameWorker implements FrameExchange {
  readonly #worker: Worker;

  /** @param worker one that runs; see `start`. */
  constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Resolves once it runs. @throws what the page's policies, or the browser, throw when it may not. */
  static async start(clock: Clock, handleFact: (fact: FrameFact) => void): Promise<FrameWorker> {
    const text = `(${exchangeFrames.toString()})(self, ${JSON.stringify(LIMITS)})`;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    try {
      const worker = new Worker(trust(url));
      try {
        await started(worker, clock);
      } catch (error) {
        worker.terminate();
        throw error;
      }
      worker.onmessage = ({ data }: MessageEvent<FrameFact>) => {
        handleFact(data);
      };
      return new FrameWorker(worker);
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  createTransform(id: number): RTCRtpScriptTransform {
    return new RTCRtpScriptTransform(this.#worker, { id });
  }

  order(order: FrameOrder): void {
    this.#worker.postMessage(order);
  }

  close(): void {
    this.#worker.onmessage = null;
    this.#worker.terminate();
  }
}

function started(worker: Worker, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(MAX_START_MS, () => {
      reject(new DOMException('The worker does not start.', 'TimeoutError'));
    });
    worker.onmessage = () => {
      cancel();
      resolve();
    };
    // A Content-Security-Policy that forbids it makes an event here, in most browsers.
    worker.onerror = (event) => {
      event.preventDefault();
      cancel();
      reject(new DOMException('The page does not allow the worker: worker-src blob:', 'SecurityError'));
    };
  });
}

interface ScriptUrls {
  createScriptURL(url: string): unknown;
}

/** Once for each page: some policies forbid a second one of the same name. */
let policy: ScriptUrls | undefined;

function trust(url: string): string {
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: ScriptUrls): ScriptUrls };
  };
  policy ??= trustedTypes?.createPolicy('noom-once', {
    createScriptURL: (each) => {
      if (!each.startsWith('blob:')) throw new TypeError('Only the worker of the kit is loaded.');
      return each;
    },
  });
  // The constructor takes what the policy gives, which its type does not know.
  return (policy?.createScriptURL(url) ?? url) as string;
}
