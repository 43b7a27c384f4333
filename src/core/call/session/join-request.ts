import type { CallOptions } from '../context/options.js';
import { CallError } from '../../base/errors.js';
import { parseName, type TopologyWish } from '../../../protocol/protocol.js';

/** The room to join, the name of the local participant there, and how media is to travel if they begin it. */
export interface RoomAndName {
  room: string;
  name: string;
  topology?: TopologyWish;
}

/** Checks the options that a join needs. @throws CallError when one of them is invalid. */
export function checkRequest({ room = '', displayName = '', topology = 'auto' }: CallOptions): RoomAndName {
  const request = { room: parseName('room', room), name: parseName('name', displayName) };
  if (request.room === null) throw new CallError('invalid-room');
  if (request.name === null) throw new CallError('invalid-name');
  return { room: request.room, name: request.name, ...(topology !== 'auto' && { topology }) };
}
