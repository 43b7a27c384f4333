import { html, type ReactiveElement, type TemplateResult } from 'lit';
import type { CallSnapshot, Participant } from '../../../../core/index.js';
import { icon } from '../../../internal/look/icons.js';
import { words } from '../../../internal/localization/words.js';
import type { RoomHost } from '../../../internal/link/room-context.js';
import type { RoomDrawing } from '../room-drawing.js';

/** Who asks for the local microphone, by room, until that is answered. */
const asking = new WeakMap<RoomHost, Participant>();

/** A moderator asks for the local microphone (`by`), or that is answered (`null`). */
export function noteAsked(room: RoomHost, by: Participant | null): void {
  if (by === null) asking.delete(room);
  else asking.set(room, by);
  (room as RoomHost & Pick<ReactiveElement, 'requestUpdate'>).requestUpdate();
}

/** A moderator asks for the microphone: a notice with the answers. `RoomAnnouncer` announces it. */
export function renderAsked({ host, link, snapshot }: RoomDrawing): TemplateResult | null {
  const by = stillAsking(asking.get(host), snapshot);
  if (by === null) {
    asking.delete(host);
    return null;
  }
  const { name } = by;
  const turnOn = (): void => {
    noteAsked(host, null);
    void link.ask({ type: 'noom-microphone-request', on: true });
  };
  const refuse = (): void => {
    noteAsked(host, null);
  };
  return html`<div class="notice" part="ask" role="group" tabindex="-1" aria-label=${link.t('askedToUnmute', { name })}>
    ${icon('microphone-off')}<span>${words(link, 'askedToUnmute', { name })}</span>
    <div class="choice">
      <button class="button" type="button" @click=${refuse}>${words(link, 'notNow')}</button>
      <button class="button primary" type="button" @click=${turnOn}>${words(link, 'microphoneOn')}</button>
    </div>
  </div>`;
}

/** Who asks, as they are now; `null` once it is no question any more: the microphone is on, or they have left. */
function stillAsking(by: Participant | undefined, { self, participants }: CallSnapshot): Participant | null {
  if (self.sources.microphone.on || self.role === 'viewer') return null;
  return participants.find(({ id, isLocal }) => !isLocal && id === by?.id) ?? null;
}
