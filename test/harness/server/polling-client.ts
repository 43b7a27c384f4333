import { NotConnected } from '../browser/not-connected.js';

/** A client that implements long polling by hand: it polls when it is told to, and only then. */
export class PollingClient {
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  /** Opens a connection. @throws NotConnected when it is refused. */
  static async connect(url: string): Promise<PollingClient> {
    const address = `${url}/socket.io/?EIO=4&transport=polling`;
    const { status, text } = await ask(address);
    const [, sid] = /"sid":"([^"]+)"/.exec(text) ?? [];
    if (sid === undefined) throw new NotConnected(`HTTP ${String(status)}: ${text}`, status);
    return new PollingClient(`${address}&sid=${sid}`);
  }

  /** The id of the connection. */
  get sid(): string {
    return this.#address.replace(/.*&sid=/, '');
  }

  /** Posts these packets in one request; returns the HTTP status. */
  async post(...packets: string[]): Promise<number> {
    const { status } = await ask(this.#address, { method: 'POST', body: packets.join('\u001e') });
    return status;
  }

  /**
   * Polls once: the packets that wait, or those that arrive first. @throws NotConnected when the connection is over.
   */
  async poll(): Promise<string[]> {
    const { status, text } = await ask(this.#address);
    if (status !== 200) throw new NotConnected(`HTTP ${String(status)}: ${text}`, status);
    return text.split('\u001e');
  }
}

async function ask(address: string, request: RequestInit = {}): Promise<{ status: number; text: string }> {
  try {
    const answer = await fetch(address, request);
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    throw new NotConnected(String(error));
  }
}
