import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A client of a relay, as light as possible, so that the server is what is measured. */
export interface Connection {
  /** Joins a room; returns the ids of those who are there already. */
  join(room: string): Promise<readonly string[]>;
  /** Sends a candidate to a participant in the room, without waiting. */
  send(to: string, candidate: string): void;
  close(): void;
}

/** Called with each candidate that arrives. */
export type HandleCandidate = (candidate: string) => void;

/** Connects to a server at `http://…`. */
export type OpenConnection = (url: string, handleCandidate: HandleCandidate) => Promise<Connection>;

const CANDIDATE = /"candidate":\{"candidate":"([^"]*)"/;

/** Speaks Socket.IO over a WebSocket (Engine.IO 4, Socket.IO protocol 5), like noom's server and any other. */
export const openSocketIo: OpenConnection = async (url, handleCandidate) => {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  });
  let lastAck = 0;
  const waiting = new Map<number, (reply: unknown) => void>();
  let handleConnected: () => void = () => undefined;
  const connected = new Promise<void>((resolve) => {
    handleConnected = resolve;
  });
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text.startsWith('42')) {
      const candidate = CANDIDATE.exec(text)?.[1];
      if (candidate !== undefined) handleCandidate(candidate);
    } else if (text.startsWith('43')) {
      const [, id = '', reply = ''] = /^43(\d+)(.*)$/s.exec(text) ?? [];
      const resolve = waiting.get(Number(id));
      waiting.delete(Number(id));
      resolve?.((JSON.parse(reply) as unknown[])[0]);
    } else if (text === '2') socket.send('3');
    else if (text.startsWith('0')) socket.send('40');
    else if (text.startsWith('40')) handleConnected();
  });
  await once(socket, 'open');
  await connected;
  return {
    async join(room) {
      lastAck += 1;
      const reply = new Promise<unknown>((resolve) => waiting.set(lastAck, resolve));
      socket.send(`42${String(lastAck)}${JSON.stringify(['room:join', { room, name: 'Margaret' }])}`);
      const { participants } = (await reply) as { participants?: { id: string }[] };
      if (!participants) throw new Error(`The join was refused: ${JSON.stringify(await reply)}`);
      return participants.map(({ id }) => id);
    },
    send(to, candidate) {
      lastAck += 1;
      socket.send(`42${String(lastAck)}${JSON.stringify(['signal:send', { to, candidate: { candidate } }])}`);
    },
    close() {
      socket.terminate();
    },
  };
};

/** Speaks the bare relay's JSON. */
export const openBare: OpenConnection = async (url, handleCandidate) => {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { perMessageDeflate: false });
  let handleJoined: (others: string[]) => void = () => undefined;
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    const candidate = CANDIDATE.exec(text)?.[1];
    if (candidate !== undefined) handleCandidate(candidate);
    else handleJoined((JSON.parse(text) as { others: string[] }).others);
  });
  await once(socket, 'open');
  return {
    join(room) {
      return new Promise((resolve) => {
        handleJoined = resolve;
        socket.send(JSON.stringify({ type: 'join', room }));
      });
    },
    send(to, candidate) {
      socket.send(JSON.stringify({ type: 'signal', to, candidate: { candidate } }));
    },
    close() {
      socket.terminate();
    },
  };
};
