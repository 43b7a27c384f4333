import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Tally } from '../../src/room-server/index.js';

/** The metrics of the process: processor, memory, event loop. Collected once, however many servers it runs. */
let processRegistry: Registry | undefined;

function watchProcess(): Registry {
  if (processRegistry) return processRegistry;
  processRegistry = new Registry();
  collectDefaultMetrics({ register: processRegistry });
  return processRegistry;
}

/** Counts what happens and prints it for Prometheus, without names, rooms or addresses. */
export class Metrics implements Tally {
  readonly #process = watchProcess();
  readonly #registry = new Registry();
  readonly #joins = this.#counter('noom_joins_total', 'Participants admitted.');
  readonly #resumes = this.#counter('noom_resumes_total', 'Kept seats taken back.');
  readonly #refusals = this.#counter('noom_refusals_total', 'Requests and connections refused, by code.', 'code');
  readonly #relayed = this.#counter('noom_relayed_total', 'Signals and messages passed on, by request.', 'request');

  countJoin(): void {
    this.#joins.inc();
  }

  countResume(): void {
    this.#resumes.inc();
  }

  /** `code` is one of the server's codes, so the number of series stays small. */
  countRefusal(code: string): void {
    this.#refusals.inc({ code });
  }

  /** `request` is the name of a completed request, so the number of series stays small. */
  countRelayed(request: string): void {
    this.#relayed.inc({ request });
  }

  /** Adds a gauge whose value is what `read` returns when it is printed. */
  watch(name: string, help: string, read: () => number): void {
    const collect = (): void => {
      gauge.set(read());
    };
    const gauge = new Gauge({ name, help, registers: [this.#registry], collect });
  }

  /** The text exposition format, version 0.0.4. */
  async print(): Promise<string> {
    return (await this.#registry.metrics()) + (await this.#process.metrics());
  }

  #counter<Label extends string = never>(name: string, help: string, ...labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }
}
