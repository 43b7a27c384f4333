import type { CallOptions } from '../context/options.js';
import { CallError } from '../../base/errors.js';
import { parseName } from '../../../protocol/protocol.js';

/** The room to join, and the name of the local participant there. */
export interface RoomAndName {
  room: string;
  name: string;
}

/** Checks the options that a join needs. @throws CallError when one of them is invalid. */
export function checkRequest({ room = '', displayName = '' }: CallOptions): RoomAndName {
  const request = { room: parseName('room', room), name: parseName('name', displayName) };
  if (request.room === null) throw new CallError('invalid-room');
  if (request.name === null) throw new CallError('invalid-name');
  return { room: request.room, name: request.name };
}
