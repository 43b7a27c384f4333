import type { CallOptions } from './options.js';
import { CallError } from '../base/errors.js';
import { parseName } from '../../protocol/protocol.js';

/** The room to join, and the name of the local participant there. */
export interface RoomAndName {
  room: string;
  name: string;
}

/** Checks the options that a join needs. @throws CallError when one of them is invalid. */
export function checkRequest({ room = '', displayName = '', topology = 'auto' }: CallOptions): RoomAndName {
  const request = { room: parseName('room', room), name: parseName('name', displayName) };
  if (request.room === null) throw new CallError('invalid-room');
  if (request.name === null) throw new CallError('invalid-name');
  if (topology === 'sfu') {
    throw new CallError('unsupported', {
      fatal: true,
      hint: 'Leave topology at auto: there is no media server yet.',
    });
  }
  return { room: request.room, name: request.name };
}
