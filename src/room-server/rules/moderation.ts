import {
  UNMUTE_ASKING,
  type EventName,
  type EventPayload,
  type ParsedRequest,
  type Role,
  type TopologyWish,
  type WireParticipant,
} from '../../protocol/protocol.js';
import { isModerator, mayModerate, sourcesFor, type ModerationAction } from '../../protocol/roles.js';
import type { RosterNews, ToldSeat } from './roster-news.js';
import { rule, type RoomRecord } from './room-record.js';

/** A seat, as moderation sees it. */
export interface ModeratedSeat extends ToldSeat {
  /** The keys that the room knows this participant, and no other, by. */
  readonly keys: readonly string[];
  /** Whether a connection holds the seat now. */
  readonly isConnected: boolean;
  participant: WireParticipant;
}

/** A room, as moderation sees it: its seats, and the places in its lobby. */
export interface ModeratedRoom<Seat extends ModeratedSeat> {
  readonly record: RoomRecord;
  readonly seats: ReadonlyMap<string, Seat>;
  readonly waiting: ReadonlyMap<string, Seat>;
  readonly news: Pick<RosterNews, 'tell'>;
}

/** What moderation has the server do. */
export interface RoomKeeper<Seat extends ModeratedSeat> {
  /** Whether a room has one host, who may hand the role over; otherwise tokens say who is host. */
  readonly hasOneHost: boolean;
  freeSeats(): number;
  /** Counts one ask of a participant to turn their microphone on. Throws when they were asked a moment ago. */
  countAsk(seat: Seat): void;
  /** Lets a participant in from the lobby. Throws when there is no seat. */
  admit(seat: Seat): void;
  deny(seat: Seat): void;
  remove(seat: Seat): void;
  /** Has the media server, if there is one, stop the sound of a participant until they turn it on again. */
  silence(seat: Seat): void;
  /** Notes how media is to travel. Throws when that cannot be had. */
  wishTopology(wish: TopologyWish): void;
  end(): void;
}

/** One of the requests `moderate:…`. */
export type ModerationRequest = {
  [Action in ModerationAction]: { name: `moderate:${Action}`; payload: ParsedRequest<`moderate:${Action}`> };
}[ModerationAction];

interface Scene<Seat extends ModeratedSeat> {
  action: ModerationAction;
  room: ModeratedRoom<Seat>;
  actor: Seat;
  keeper: RoomKeeper<Seat>;
}

/**
 * Does what a participant asks of the room, if their role may. Returns why not, a sentence for the log; `null` when it
 * is done.
 */
export function moderate<Seat extends ModeratedSeat>(
  request: ModerationRequest,
  room: ModeratedRoom<Seat>,
  actor: Seat,
  keeper: RoomKeeper<Seat>,
): string | null {
  const action = request.name.slice('moderate:'.length) as ModerationAction;
  const { role } = actor.participant;
  if (!mayModerate(action, role)) return `The role "${role}" may not do "${request.name}".`;
  const scene = { action, room, actor, keeper };
  switch (request.name) {
    case 'moderate:admit':
      return toOne(scene, room.waiting, request.payload.id, (seat) => {
        keeper.admit(seat);
        return null;
      });
    case 'moderate:deny':
      return toOne(scene, room.waiting, request.payload.id, (seat) => {
        keeper.deny(seat);
        return null;
      });
    case 'moderate:remove':
      if (request.payload.id === actor.id) return 'To leave is "room:leave".';
      return toOne(scene, room.seats, request.payload.id, (seat) => {
        keeper.remove(seat);
        return null;
      });
    case 'moderate:mute':
      return mute(scene, request.payload.id);
    case 'moderate:ask':
      return toOne(scene, room.seats, request.payload.id, (seat) => askToUnmute(scene, seat));
    case 'moderate:lock':
      return changeRoom(room, { locked: request.payload.on });
    case 'moderate:lobby':
      return changeLobby(scene, request.payload.on);
    case 'moderate:spotlight':
      return spotlight(scene, request.payload.id);
    case 'moderate:role':
      return toOne(scene, room.seats, request.payload.id, (seat) => giveRole(scene, seat, request.payload.role));
    case 'moderate:topology':
      keeper.wishTopology(request.payload.plane);
      return null;
    case 'moderate:end':
      keeper.end();
      return null;
  }
}

/** Tells every participant in the room. */
export function tellAll<Name extends EventName>(
  { seats }: ModeratedRoom<ModeratedSeat>,
  name: Name,
  fields: Omit<EventPayload<Name>, 'seq'>,
): void {
  for (const seat of seats.values()) seat.tell(name, fields);
}

/** Tells every participant who may let others in. */
export function tellModerators<Name extends 'lobby:knocked' | 'lobby:gone'>(
  { seats, news }: ModeratedRoom<ModeratedSeat>,
  name: Name,
  fields: Omit<EventPayload<Name>, 'seq'>,
): void {
  const moderators = [...seats.values()].filter(({ participant }) => isModerator(participant.role));
  news.tell(name, fields, moderators);
}

/** Tells a participant who waits in the lobby, if they may let others in. */
export function tellWaiting({ waiting }: ModeratedRoom<ModeratedSeat>, seat: ModeratedSeat): void {
  if (!isModerator(seat.participant.role)) return;
  for (const { participant } of waiting.values()) seat.tell('lobby:knocked', { participant });
}

/** Changes the state of the room; all are told when anything is different. */
export function changeRoom(
  room: ModeratedRoom<ModeratedSeat>,
  change: Partial<Pick<RoomRecord['wire'], 'locked' | 'lobby' | 'spotlightId' | 'topology'>>,
): null {
  const { wire } = room.record;
  const before = JSON.stringify(wire);
  Object.assign(wire, change);
  // A copy: what is told may be told again later, and the room goes on changing.
  if (JSON.stringify(wire) !== before) tellAll(room, 'room:updated', { room: { ...wire } });
  return null;
}

/** Gives a participant another role for the life of the room. */
export function changeRole(room: ModeratedRoom<ModeratedSeat>, seat: ModeratedSeat, role: Role): void {
  if (seat.participant.role === role) return;
  rule(room.record, seat.keys, role);
  applyRole(room, seat, role);
}

/**
 * Tells all of a participant's new role, and that participant who waits in the lobby, as far as the role may know it.
 */
export function applyRole(room: ModeratedRoom<ModeratedSeat>, seat: ModeratedSeat, role: Role): void {
  const before = seat.participant;
  if (before.role === role) return;
  if (role === 'host') room.record.hostId = seat.id;
  seat.participant = { ...before, role, sources: sourcesFor(role, before.sources) };
  room.news.tell('participant:updated', { participant: seat.participant });
  if (!isModerator(before.role)) tellWaiting(room, seat);
  else if (!isModerator(role)) for (const { id } of room.waiting.values()) seat.tell('lobby:gone', { id });
}

function toOne<Seat extends ModeratedSeat>(
  { action, actor }: Scene<Seat>,
  seats: ReadonlyMap<string, Seat>,
  id: string,
  act: (seat: Seat) => string | null,
): string | null {
  const seat = seats.get(id);
  if (!seat) return 'There is no participant with that id.';
  const { role } = actor.participant;
  const target = seat.participant.role;
  if (!mayModerate(action, role, target)) return `The role "${role}" may not do that to the role "${target}".`;
  return act(seat);
}

function mute<Seat extends ModeratedSeat>(scene: Scene<Seat>, id: string | undefined): string | null {
  const { room, actor } = scene;
  if (id !== undefined)
    return toOne(scene, room.seats, id, (seat) => turnMicrophoneOff(scene, seat, { by: actor.id, id }));
  for (const seat of room.seats.values()) {
    const isMeant = seat !== actor && mayModerate('mute', actor.participant.role, seat.participant.role);
    if (isMeant) turnMicrophoneOff(scene, seat, { by: actor.id });
  }
  return null;
}

function turnMicrophoneOff<Seat extends ModeratedSeat>(
  { room, keeper }: Scene<Seat>,
  seat: Seat,
  told: { by: string; id?: string },
): null {
  const { sources } = seat.participant;
  // Also of one who says that it is off.
  keeper.silence(seat);
  if (!sources.microphone) return null;
  seat.participant = { ...seat.participant, sources: { ...sources, microphone: false } };
  room.news.tell('participant:updated', { participant: seat.participant });
  seat.tell('moderate:applied', { action: 'mute', ...told });
  return null;
}

/** A microphone is turned on by its owner alone: they are asked, if their page can tell them. */
function askToUnmute<Seat extends ModeratedSeat>({ actor, keeper }: Scene<Seat>, seat: Seat): string | null {
  const { sources, features = [] } = seat.participant;
  if (seat === actor) return 'A participant cannot ask themselves.';
  if (sources.microphone) return null;
  if (!features.includes(UNMUTE_ASKING)) return 'The page of that participant does not know this request.';
  // The ask is of the moment: one whose connection is lost is asked when they are back, by a moderator who still wants it.
  if (!seat.isConnected) return null;
  keeper.countAsk(seat);
  seat.tellNow('moderate:applied', { action: 'ask', by: actor.id, id: seat.id });
  return null;
}

/** Turning the lobby off lets in the participants who wait, as long as there are seats. */
function changeLobby<Seat extends ModeratedSeat>({ room, keeper }: Scene<Seat>, on: boolean): null {
  changeRoom(room, { lobby: on });
  if (on) return null;
  for (const seat of [...room.waiting.values()].slice(0, keeper.freeSeats())) keeper.admit(seat);
  return null;
}

function spotlight<Seat extends ModeratedSeat>(scene: Scene<Seat>, id: string | null): string | null {
  const { room } = scene;
  if (id === null) return changeRoom(room, { spotlightId: null });
  return toOne(scene, room.seats, id, () => changeRoom(room, { spotlightId: id }));
}

function giveRole<Seat extends ModeratedSeat>(
  { room, actor, keeper }: Scene<Seat>,
  seat: Seat,
  role: Role,
): string | null {
  const hosts = [...room.seats.values()].filter(({ participant }) => participant.role === 'host');
  const isLastHost = hosts.length === 1 && hosts[0] === seat;
  if (isLastHost && role !== 'host') return 'A room has a host: make another participant host instead.';
  if (seat.participant.role === role) return null;
  changeRole(room, seat, role);
  seat.tell('moderate:applied', { action: 'role', by: actor.id, id: seat.id });
  if (keeper.hasOneHost && role === 'host') changeRole(room, actor, 'cohost');
  return null;
}
