/**
 * A room without a server, a network, a camera or a microphone, for tests, stories and design work: its participants
 * are drawn, and everything between them is real except the seams.
 */
import { MemoryRoom, type MemoryRoomOptions } from './memory/memory-room.js';

/** Makes a room with drawn participants. The caller closes it. */
export function createMemoryRoom(options: MemoryRoomOptions = {}): MemoryRoom {
  return new MemoryRoom(options);
}

export { MemoryRoom, type MemoryRoomOptions } from './memory/memory-room.js';
export { CrowdMember } from './memory/crowd-member.js';
export type { MemoryConditions } from './memory/memory-conditions.js';
export { DrawnParticipant, type DrawnParticipantOptions } from './drawn/drawn-participant.js';
export { DrawnDevices, type DrawnDevice, type DrawnDevicesOptions } from './drawn/drawn-devices.js';
export { DrawnDisplays, type DrawnDisplaysOptions } from './drawn/drawn-displays.js';
export { MemoryNetwork, MemoryPlane } from './memory/memory-plane.js';
export { MemoryEngine, MemoryEngineRoom, type HandleMemoryGuest, type MemoryGuest } from './memory/memory-engine.js';
export { MemoryServedNetwork, MemoryServedPlane, type MemoryServedOptions } from './memory/memory-served.js';
export { MemorySignaling, type MemorySignalingOptions } from './memory/memory-signaling.js';
export { PORTRAITS, type Portrait, type View } from './drawn/portrait.js';
