/** As much as is used of the Compute Pressure API, which not all browsers have. */
interface PressureObserverLike {
  observe(source: 'cpu', options: { sampleInterval: number }): Promise<void>;
  disconnect(): void;
}
type PressureObserverClass = new (
  handle: (records: readonly { readonly state: string }[]) => void,
) => PressureObserverLike;

const SAMPLE_MS = 2000;

/**
 * How busy the processor is, where the browser tells: not where it does not have Compute Pressure, nor in a frame whose
 * page does not permit it (`compute-pressure`), nor where the system has no such measure.
 */
export class ProcessorWatch {
  #observer: PressureObserverLike | null = null;
  #state: string | null = null;

  constructor({ PressureObserver }: { PressureObserver?: PressureObserverClass } = globalThis as object) {
    if (PressureObserver === undefined) return;
    try {
      const observer = new PressureObserver((records) => {
        if (this.#observer === observer) this.#state = records.at(-1)?.state ?? null;
      });
      this.#observer = observer;
      observer.observe('cpu', { sampleInterval: SAMPLE_MS }).catch(() => {
        // Refused by the permissions policy, or by a system without such a measure.
        this.close();
      });
    } catch {
      // An older form of the API, which some versions had during its trial.
      this.close();
    }
  }

  /** `nominal`, `fair`, `serious` or `critical`; `null` where it is not known. */
  get state(): string | null {
    return this.#state;
  }

  /** May be called twice. */
  close(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#state = null;
  }
}
