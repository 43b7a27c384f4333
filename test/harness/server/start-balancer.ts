import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/** A balancer before the processes of one server, which knows nothing of what passes through it. */
export interface Balancer {
  readonly url: string;
  /**
   * From now on new connections wait, as they do until a balancer has found out which process is alive; the present
   * ones go on.
   */
  hold(): void;
  /** Connects those that waited to a process, and new ones at once again. */
  release(): void;
  /** Cuts every connection; may be called twice. */
  stop(): void;
}

/** Listens on a free port, and passes each connection to the first process of `urls` that accepts it. */
export async function startBalancer(urls: readonly string[]): Promise<Balancer> {
  const visitors = new Set<Socket>();
  const waiting: Socket[] = [];
  let isHeld = false;
  const server = createServer((visitor) => {
    visitors.add(visitor);
    visitor.once('close', () => visitors.delete(visitor));
    // A client that gives up while it waits.
    visitor.on('error', () => visitor.destroy());
    if (isHeld) waiting.push(visitor);
    else void forward(visitor, urls);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      for (const visitor of waiting.splice(0)) void forward(visitor, urls);
    },
    stop() {
      server.close();
      for (const visitor of visitors) visitor.destroy();
    },
  };
}

async function forward(visitor: Socket, urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    const process = await reach(url);
    if (process === null) continue;
    // However one side ends, `pipeline` ends the other: there is nothing left to do about it.
    pipeline(visitor, process, () => undefined);
    pipeline(process, visitor, () => undefined);
    return;
  }
  visitor.destroy();
}

/** A connection to a process, or `null` where no process listens. */
async function reach(url: string): Promise<Socket | null> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return null;
  }
}
