/** What can be read off at any moment. */
export interface Gauges {
  rooms: number;
  participants: number;
  sockets: number;
}

/** Counts what happens and prints it for Prometheus; nothing in it tells who or where. */
export class Metrics {
  #joins = 0;
  #resumes = 0;
  readonly #refusals = new Map<string, number>();

  countJoin(): void {
    this.#joins += 1;
  }

  countResume(): void {
    this.#resumes += 1;
  }

  /** `code` is one of the server's own words, so the number of series stays small. */
  countRefusal(code: string): void {
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1);
  }

  /** The text exposition format, version 0.0.4. */
  print(gauges: Gauges): string {
    const refusals = [...this.#refusals].map(([code, count]) => `noom_refusals_total{code="${code}"} ${String(count)}`);
    return [
      ...metric('noom_rooms', 'gauge', 'Rooms with somebody in them.', gauges.rooms),
      ...metric(
        'noom_participants',
        'gauge',
        'Seats taken, those kept for somebody away included.',
        gauges.participants,
      ),
      ...metric('noom_sockets', 'gauge', 'Open Socket.IO connections.', gauges.sockets),
      ...metric('noom_joins_total', 'counter', 'Participants admitted.', this.#joins),
      ...metric('noom_resumes_total', 'counter', 'Kept seats taken back.', this.#resumes),
      ...head('noom_refusals_total', 'counter', 'Requests and connections refused, by code.'),
      ...refusals,
      '',
    ].join('\n');
  }
}

function head(name: string, type: 'counter' | 'gauge', help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function metric(name: string, type: 'counter' | 'gauge', help: string, value: number): string[] {
  return [...head(name, type, help), `${name} ${String(value)}`];
}
