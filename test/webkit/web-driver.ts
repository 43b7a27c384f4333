/** Calls a WebDriver by HTTP (W3C WebDriver, §6): as much of the protocol as these tests need. */
export class WebDriver {
  readonly #session: string;

  constructor(session: string) {
    this.#session = session;
  }

  /** Starts a session. `origin` is where the driver listens. @throws the driver's message when it cannot. */
  static async begin(origin: string, capabilities: object): Promise<WebDriver> {
    const sessions = `${origin}/session`;
    const { sessionId } = (await send('POST', sessions, { capabilities: { alwaysMatch: capabilities } })) as {
      sessionId: string;
    };
    return new WebDriver(`${sessions}/${sessionId}`);
  }

  /** Resolves when the page has loaded. */
  async open(url: string): Promise<void> {
    await this.#post('url', { url });
  }

  /** Runs a script in the page, and resolves with what it returns, or with what the promise that it returns does. */
  evaluate(script: string): Promise<unknown> {
    return this.#post('execute/sync', { script, args: [] });
  }

  /** Runs a function in the page. It is sent as text: it knows the page's globals, and nothing else. */
  async run<Result>(work: () => Result): Promise<Awaited<Result>> {
    // tsx routes named functions through a helper of its module, which the page does not have.
    return (await this.evaluate(`const __name = (work) => work; return (${work.toString()})()`)) as Awaited<Result>;
  }

  /** Switches to the first frame of the page, for later scripts and screenshots. */
  async enterFrame(): Promise<void> {
    await this.#post('frame', { id: 0 });
  }

  /** The page as a PNG. */
  async screenshot(): Promise<Buffer> {
    return Buffer.from((await send('GET', `${this.#session}/screenshot`)) as string, 'base64');
  }

  async end(): Promise<void> {
    await send('DELETE', this.#session);
  }

  #post(command: string, body: object): Promise<unknown> {
    return send('POST', `${this.#session}/${command}`, body);
  }
}

async function send(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${method} ${new URL(url).pathname}: ${error}: ${message}`);
}
