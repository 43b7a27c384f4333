import type { WireIceServers } from '../core/signaling/protocol.js';
import type { RoomServerPorts, Ticket, TicketDesk } from '../room-server/index.js';

/** Not signed, and good for ever: nobody in the same page is a stranger. */
const tickets: TicketDesk = {
  sign: (ticket) => JSON.stringify({ ...ticket, exp: Number.MAX_SAFE_INTEGER }),
  read(resume, room) {
    try {
      const ticket = JSON.parse(resume ?? 'null') as Ticket | null;
      return ticket?.room === room ? ticket : null;
    } catch {
      // A ticket of another server: whoever brings it is a newcomer.
      return null;
    }
  },
};

/** What the room server in memory stands on: no tokens, no limits by time, and participants that are counted. */
export function createMemoryPorts(iceServers: WireIceServers): RoomServerPorts {
  let lastId = 0;
  return {
    verifyToken: null,
    tickets,
    joinLimit: { consume: () => Promise.resolve(true) },
    ice: { serversFor: () => iceServers },
    tally: { countJoin: () => undefined, countResume: () => undefined },
    records: { take: () => undefined },
    createId: () => `participant-${String(++lastId)}`,
  };
}
