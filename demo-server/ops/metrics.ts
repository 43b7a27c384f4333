import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { MediaTally, Tally } from '../../src/room-server/index.js';

/** The metrics of the process: processor, memory, event loop. Collected once, however many servers it runs. */
let processRegistry: Registry | undefined;

function watchProcess(): Registry {
  if (processRegistry) return processRegistry;
  processRegistry = new Registry();
  collectDefaultMetrics({ register: processRegistry });
  return processRegistry;
}

/** A move is made in a second or two, and given up after `NOOM_MEDIA_MOVE_S`. */
const MOVE_SECONDS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64];

/** Counts what happens and prints it for Prometheus, without names, rooms or addresses. */
export class Metrics implements Tally, MediaTally {
  readonly #process = watchProcess();
  readonly #registry = new Registry();
  readonly #joins = this.#counter('noom_joins_total', 'Participants admitted.');
  readonly #resumes = this.#counter('noom_resumes_total', 'Kept seats taken back.');
  readonly #refusals = this.#counter('noom_refusals_total', 'Requests and connections refused, by code.', 'code');
  /** How many were passed on, by request: each message of a call is counted, so nothing is looked up by labels. */
  readonly #relayed = new Map<string, number>();

  readonly #moves = this.#counter(
    'noom_media_moves_total',
    'Moves of rooms, by where to and how they ended.',
    'to',
    'result',
  );
  readonly #stays = this.#counter('noom_media_stays_total', 'Moves that were due and not begun, by reason.', 'reason');
  readonly #failures = this.#counter(
    'noom_media_failures_total',
    'What the media server was asked for and did not do, by request.',
    'request',
  );
  readonly #reports = this.#counter('noom_media_reports_total', 'Problems that pages reported, by problem.', 'problem');
  readonly #putOut = this.#counter('noom_media_put_out_total', 'Put out of rooms at the media server.');
  readonly #moveSeconds = new Histogram({
    name: 'noom_media_move_seconds',
    help: 'How long moves took, by where to and how they ended.',
    labelNames: ['to', 'result'],
    buckets: MOVE_SECONDS,
    registers: [this.#registry],
  });

  constructor() {
    const collect = (): void => {
      counter.reset();
      for (const [request, count] of this.#relayed) counter.inc({ request }, count);
    };
    const counter = new Counter({
      name: 'noom_relayed_total',
      help: 'Signals and messages passed on, by request.',
      labelNames: ['request'],
      registers: [this.#registry],
      collect,
    });
  }

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
    this.#relayed.set(request, (this.#relayed.get(request) ?? 0) + 1);
  }

  /** `to` and `result` are words of the room server, so the number of series stays small. */
  countMove(to: string, result: string, ms: number): void {
    this.#moves.inc({ to, result });
    this.#moveSeconds.observe({ to, result }, ms / 1000);
  }

  countStay(reason: string): void {
    this.#stays.inc({ reason });
  }

  countEngineFailure(request: string): void {
    this.#failures.inc({ request });
  }

  countReport(problem: string): void {
    this.#reports.inc({ problem });
  }

  countPutOut(count: number): void {
    this.#putOut.inc(count);
  }

  /** Adds a gauge with one value for each word of a label. */
  watchEach(name: string, help: string, label: string, read: () => Readonly<Record<string, number>>): void {
    const collect = (): void => {
      for (const [word, value] of Object.entries(read())) gauge.set({ [label]: word }, value);
    };
    const gauge = new Gauge({ name, help, labelNames: [label], registers: [this.#registry], collect });
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
