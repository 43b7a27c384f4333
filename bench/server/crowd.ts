import type { Connection, OpenConnection } from './connection.js';

const ROOM_OF = 4;
/** How many connect at the same time: more would measure the queue of the kernel. */
const AT_ONCE = 50;
/** A candidate of 250 bytes, about as long as real ones are. */
const CANDIDATE_LENGTH = 250;

/** Many participants in rooms of four, who send each other candidates. */
export class Crowd {
  readonly #connections: Connection[] = [];
  /** Pairs of sender and receiver: in each room, newcomers send to those who were there. */
  readonly #ways: { from: Connection; to: string }[] = [];
  #next = 0;
  #handleArrival: (sentAt: number) => void = () => undefined;

  /** Connects that many and has each join its room; four of them make a room. */
  async enter(open: OpenConnection, url: string, count: number): Promise<void> {
    for (let first = 0; first < count; first += AT_ONCE) {
      const batch = await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, count - first) }, () =>
          open(url, (candidate) => {
            this.#handleArrival(Number(candidate.trim()));
          }),
        ),
      );
      const all = [...this.#connections, ...batch];
      await Promise.all(
        batch.map(async (from, index) => {
          const place = first + index;
          const others = await from.join(`room ${String(Math.floor(place / ROOM_OF))}`);
          for (const to of others) this.#ways.push({ from, to });
        }),
      );
      this.#connections.splice(0, Infinity, ...all);
    }
  }

  /**
   * Sends that many as fast as they arrive, with a maximum on the way at a time; resolves when the last has arrived.
   */
  sendAsFastAsTheyCome(count: number, underWay: number): Promise<void> {
    return new Promise((resolve) => {
      let [sent, arrived] = [0, 0];
      const sendOne = (): void => {
        sent += 1;
        this.#send();
      };
      this.#handleArrival = () => {
        arrived += 1;
        if (sent < count) sendOne();
        if (arrived === count) resolve();
      };
      while (sent < underWay) sendOne();
    });
  }

  /** Sends at a steady rate; returns how long each took to arrive, in milliseconds. */
  async sendSteadily(perSecond: number, seconds: number): Promise<number[]> {
    const delays: number[] = [];
    this.#handleArrival = (sentAt) => {
      delays.push(performance.now() - sentAt);
    };
    const startedAt = performance.now();
    const total = perSecond * seconds;
    for (let sent = 0; sent < total;) {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * perSecond));
      for (; sent < due; sent += 1) this.#send();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    while (delays.length < total) await new Promise((resolve) => setTimeout(resolve, 1));
    return delays;
  }

  leave(): void {
    for (const connection of this.#connections) connection.close();
  }

  #send(): void {
    const way = this.#ways[(this.#next += 1) % this.#ways.length];
    way?.from.send(way.to, String(performance.now()).padEnd(CANDIDATE_LENGTH));
  }
}
