import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { loadSelected, pageStorage, saveSelected, saveStored } from '../../../core/index.js';
import { hostOf } from '../../internal/dom/nodes.js';
import type { RoomHost, RoomLink } from '../../internal/link/room-link.js';
import { words, type Speaker } from '../../internal/localization/words.js';
import { NAME_KEY } from '../../noom-settings/settings-key.js';
import type { JoinMemory } from '../prejoin-fields.js';

/**
 * Tells what is remembered, with a button that forgets it. The button stays, so that it keeps the focus. A device that is
 * chosen after that is remembered again, which is told too.
 */
export function renderMemory(
  speaker: Speaker & Pick<RoomLink, 'room'>,
  { hasName, isForgotten }: JoinMemory,
  tellForgotten: () => void,
): TemplateResult {
  const isGone = isForgotten && !areDevicesKept();
  const forget = ({ currentTarget }: Event): void => {
    forgetJoining();
    tellForgotten();
    followChoices(speaker.room, hostOf((currentTarget as Element).getRootNode()) as LitElement | null);
  };
  return html`<div class="memory" part="memory">
    ${isGone ? nothing : words(speaker, hasName ? 'isNameKept' : 'areDevicesKept')}
    <span role="status">${isGone ? words(speaker, 'isKeptForgotten') : nothing}</span>
    <button class="retry" part="button" type="button" aria-disabled=${isGone ? 'true' : nothing} @click=${forget}>
      ${words(speaker, 'forgetKept')}
    </button>
  </div>`;
}

/** Forgets the name and the devices of the last call. */
function forgetJoining(): void {
  saveStored(pageStorage(), NAME_KEY, null);
  saveSelected(pageStorage(), { camera: '', microphone: '', speaker: '' });
}

function areDevicesKept(): boolean {
  return Object.values(loadSelected(pageStorage())).some((deviceId) => deviceId !== '');
}

/** By tag: the room whose choices draw it anew. */
const followed = new WeakMap<LitElement, RoomHost>();

function followChoices(room: RoomHost | null, tag: LitElement | null): void {
  if (room === null || tag === null || followed.get(tag) === room) return;
  followed.set(tag, room);
  room.addEventListener('noom-device-changed', ({ reason }) => {
    // It is remembered once it has come into use, after this event.
    if (reason === 'selected')
      setTimeout(() => {
        tag.requestUpdate();
      });
  });
}
