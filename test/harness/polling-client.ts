/** A client that speaks long polling by hand: it polls when it is told to, and only then. */
export class PollingClient {
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  /** Opens a connection. @throws when it is refused. */
  static async connect(url: string): Promise<PollingClient> {
    const address = `${url}/socket.io/?EIO=4&transport=polling`;
    const answer = await fetch(address);
    const text = await answer.text();
    const [, sid] = /"sid":"([^"]+)"/.exec(text) ?? [];
    if (sid === undefined) throw new Error(`HTTP ${String(answer.status)}: ${text}`);
    return new PollingClient(`${address}&sid=${sid}`);
  }

  /** The id of the connection. */
  get sid(): string {
    return this.#address.replace(/.*&sid=/, '');
  }

  /** Posts these packets in one request; gives the HTTP status. */
  async post(...packets: string[]): Promise<number> {
    const answer = await fetch(this.#address, { method: 'POST', body: packets.join('\u001e') });
    await answer.arrayBuffer();
    return answer.status;
  }

  /** Polls once: the packets that wait, or those that come first. @throws when the connection is no more. */
  async poll(): Promise<string[]> {
    const answer = await fetch(this.#address);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`HTTP ${String(answer.status)}: ${text}`);
    return text.split('\u001e');
  }
}
