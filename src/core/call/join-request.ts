import type { CallOptions } from './options.js';
import { CallError } from '../base/errors.js';
import { parseName } from '../../protocol/protocol.js';

/** Which room, under which name. */
export interface WhereAndWho {
  room: string;
  name: string;
}

/** What a call with these options asks to join. @throws CallError when nobody can. */
export function checkRequest({ room = '', displayName = '', topology = 'auto' }: CallOptions): WhereAndWho {
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
