import type { TemplateResult } from 'lit';
import type { RoomDialog } from '../../../internal/link/room-context.js';
import type { RoomFacts, RoomLink } from '../../../internal/link/room-link.js';
import { renderLeave, type AskingRoom } from './leave-dialog.js';
import { renderShortcuts } from './shortcuts-dialog.js';

/** The dialogs of a room: one at a time. */
const DIALOGS: Readonly<Record<RoomDialog, (room: AskingRoom, link: RoomLink<RoomFacts>) => TemplateResult>> = {
  leave: renderLeave,
  shortcuts: renderShortcuts,
};

/** Draws a dialog of a room. */
export function renderDialog(room: AskingRoom, link: RoomLink<RoomFacts>, dialog: RoomDialog): TemplateResult {
  return DIALOGS[dialog](room, link);
}
