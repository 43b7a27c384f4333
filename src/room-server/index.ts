/**
 * A room's engine without a network: who has a seat, who waits in the lobby, what each may ask, and what the others are
 * told of it. What it needs (tokens, tickets, limits, ICE servers, time) is handed in. The signaling server uses it
 * over Socket.IO, the room in memory by function calls.
 */
export type { Visitor } from './requests/admission.js';
export { personalBearer, sharedBearer } from './rules/bearer.js';
export {
  LEFT_MS,
  type Claims,
  type EngineChange,
  type EngineParticipant,
  type IceSource,
  type MediaEngine,
  type MediaRoom,
  type MediaTally,
  type RoomRecords,
  type RoomServerPorts,
  type Tally,
  type Ticket,
  type TicketDesk,
  type VerifyToken,
} from './ports.js';
export { alreadySeated, Refusal, type RefusalCode } from './refusal.js';
export type { CreateHandler, RequestHandler } from './requests/request-handler.js';
export { RequestLanes } from './requests/request-lanes.js';
export { readRequest } from './requests/request-reader.js';
export { isRelayed } from './requests/request-table.js';
export { readRecord, type RoomRecord } from './rules/room-record.js';
export { RoomServer } from './room-server.js';
export { PEEKS, type Peek } from './rooms/peek.js';
export type { RoomLimits, Rooms } from './rooms/rooms.js';
export type { Outlet, Seat } from './rooms/seat.js';
export type { Seating } from './rooms/seating.js';
export type { Clock } from '../core/base/clock.js';
