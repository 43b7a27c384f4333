import {
  FEATURES,
  PROTOCOL_VERSION,
  type Admission,
  type WireParticipant,
  type WireRoom,
} from '../../src/protocol/protocol.js';

/** What this page sends of the protocol when it joins. */
export function spokenHere(): { protocol: number; features: string[] } {
  return { protocol: PROTOCOL_VERSION, features: [...FEATURES.page] };
}

/** A participant as the server describes them: a guest with everything off, but for what is given. */
export function wireParticipant(id: string, given: Partial<WireParticipant> = {}): WireParticipant {
  const sources = { microphone: false, camera: false, screen: false, screenAudio: false, ...given.sources };
  return { id, name: id.toUpperCase(), role: 'guest', hand: false, ...given, sources };
}

/** A room as the server describes it. */
export function wireRoom(given: Partial<WireRoom> = {}): WireRoom {
  return { name: 'tea', locked: false, lobby: false, topology: 'mesh', spotlightId: null, startedAt: 1000, ...given };
}

/** The server's answer to a participant that it admits. */
export function admission(given: Partial<Admission> = {}): Admission {
  return {
    self: wireParticipant('self'),
    participants: [],
    iceServers: [],
    resume: 'ticket',
    room: wireRoom(),
    ...given,
  };
}
