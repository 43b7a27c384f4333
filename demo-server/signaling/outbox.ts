import type { Socket } from 'socket.io';

/** The Engine.IO connection under a socket: a client has one, whatever namespaces it enters and leaves. */
export type Connection = Socket['conn'];

/** What an empty packet takes in memory, about. */
const PACKET_UNITS = 256;

/**
 * What waits to be written to one connection: in Engine.IO's buffer, and in the transport. In UTF-16 code units, as
 * texts are held in memory.
 */
export class Outbox {
  readonly #handleChange: (by: number) => void;
  readonly #undo: () => void;
  #buffered = 0;
  #inFlight = 0;
  #hasMoved = true;
  #looks = 0;

  /** `isMeant` excludes the packets that others send on the same connection. */
  constructor(connection: Connection, isMeant: (data: unknown) => boolean, handleChange: (by: number) => void) {
    this.#handleChange = handleChange;
    const handleCreated = ({ data }: { data?: unknown }): void => {
      if (!isMeant(data)) return;
      this.#set(this.#buffered + PACKET_UNITS + lengthOf(data), this.#inFlight);
    };
    // Handed to the transport, which had written everything before.
    const handleFlushed = (): void => {
      this.#hasMoved = true;
      this.#set(0, this.#buffered);
    };
    const handleWritten = (): void => {
      this.#hasMoved = true;
      this.#set(this.#buffered, 0);
    };
    const follow = (transport: Connection['transport']): void => {
      transport.on('drain', handleWritten);
    };
    const handleUpgraded = (transport: Connection['transport']): void => {
      handleWritten();
      follow(transport);
    };
    follow(connection.transport);
    connection.on('packetCreate', handleCreated);
    connection.on('flush', handleFlushed);
    connection.on('upgrade', handleUpgraded);
    this.#undo = () => {
      connection.off('packetCreate', handleCreated);
      connection.off('flush', handleFlushed);
      connection.off('upgrade', handleUpgraded);
      connection.transport.off('drain', handleWritten);
      this.#set(0, 0);
    };
  }

  /** How much waits. */
  get units(): number {
    return this.#buffered + this.#inFlight;
  }

  /** Counts a check; returns how many in a row found something waiting and nothing written since the one before. */
  look(): number {
    this.#looks = this.units === 0 || this.#hasMoved ? 0 : this.#looks + 1;
    this.#hasMoved = false;
    return this.#looks;
  }

  close(): void {
    this.#undo();
  }

  #set(buffered: number, inFlight: number): void {
    const by = buffered + inFlight - this.units;
    this.#buffered = buffered;
    this.#inFlight = inFlight;
    this.#handleChange(by);
  }
}

function lengthOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return ArrayBuffer.isView(data) ? data.byteLength : 0;
}
