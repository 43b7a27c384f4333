/** A client that knows the protocol from docs/protocol.md alone: long polling with `fetch`, and no library. */
export class PlainClient {
  readonly #url: string;
  #session = '';
  #packets: string[] = [];

  constructor(url: string) {
    this.#url = `${url}/socket.io/?EIO=4&transport=polling`;
  }

  /** The next message of the server, as it is on the wire. */
  async receive(): Promise<string> {
    for (;;) {
      const packet = this.#packets.shift();
      if (packet === undefined) await this.#poll();
      else if (packet === '2') await this.send('3');
      else return packet;
    }
  }

  async send(packet: string): Promise<void> {
    const response = await fetch(this.#url + this.#session, { method: 'POST', body: packet });
    if (!response.ok) throw new Error(`The server did not take ${packet}: ${await response.text()}`);
  }

  /** Ends the connection as a page does that is unloaded: without a leave. */
  async drop(): Promise<void> {
    if (this.#session !== '') await this.send('1');
    this.#session = '';
    this.#packets = [];
  }

  async #poll(): Promise<void> {
    const response = await fetch(this.#url + this.#session);
    const text = await response.text();
    if (!response.ok) throw new Error(`The server answered ${String(response.status)}: ${text}`);
    this.#packets = text.split('\u001e');
    const [, open] = /^0(.*)/.exec(this.#packets[0] ?? '') ?? [];
    if (open !== undefined) this.#session = `&sid=${(JSON.parse(open) as { sid: string }).sid}`;
  }
}
