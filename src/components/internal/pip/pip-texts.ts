import { CallError } from '../../../core/index.js';
import type { RoomHost } from '../link/room-context.js';
import { translate, type TextKey } from '../localization/index.js';

/** A text in the room's language. */
export function textOf({ language, strings }: RoomHost, key: TextKey): string {
  return translate(key, {}, language, strings);
}

/** The error for what the browser, or its settings, did not allow. */
export function refused(room: RoomHost, cause: unknown): CallError {
  return new CallError('not-allowed', {
    message: textOf(room, 'pipRefused'),
    hint: textOf(room, 'pipRefusedHint'),
    cause,
  });
}
