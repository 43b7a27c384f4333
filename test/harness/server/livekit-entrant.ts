import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A program that enters a room at LiveKit as a page does, and sends no media. */
export interface Entrant {
  /** Whether it is still connected. */
  readonly isInside: boolean;
  /** Resolves once it is out. */
  readonly gone: Promise<void>;
  leave(): void;
}

/** LiveKit did not let it in. */
export class NotLetIn extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`LiveKit answered ${String(status)}`);
    this.status = status;
  }
}

/**
 * Enters with a token.
 * @throws NotLetIn
 */
export async function enter({ url, token }: { url: string; token: string }): Promise<Entrant> {
  const query = new URLSearchParams({ access_token: token, auto_subscribe: '0', protocol: '15', sdk: 'js' });
  const socket = new WebSocket(`${url}/rtc?${query.toString()}`);
  const refused = once(socket, 'unexpected-response').then(([, response]: { statusCode?: number }[]) => {
    socket.terminate();
    throw new NotLetIn(response?.statusCode ?? 0);
  });
  // Not after it was let in.
  refused.catch(() => undefined);
  const gone = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
  // The error of a refusal comes as that; of a lost connection, as its end.
  socket.on('error', () => undefined);
  const ended = gone.then(() => {
    throw new NotLetIn(0);
  });
  ended.catch(() => undefined);
  await Promise.race([once(socket, 'message'), refused, ended]);
  return {
    get isInside() {
      return socket.readyState === WebSocket.OPEN;
    },
    gone,
    leave: () => {
      socket.terminate();
    },
  };
}

/** The status with which LiveKit refuses a token; 200 when it lets it in. */
export async function entering(direct: { url: string; token: string }): Promise<number> {
  try {
    (await enter(direct)).leave();
    return 200;
  } catch (error) {
    if (error instanceof NotLetIn) return error.status;
    throw error;
  }
}
