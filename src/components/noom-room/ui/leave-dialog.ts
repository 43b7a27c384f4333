import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { toCallError } from '../../../core/index.js';
import type { RoomHost, RoomLink } from '../../internal/link/room-link.js';
import { words } from '../../internal/localization/words.js';
import { isOnlyHost } from '../lifecycle/only-host.js';

/** A room whose only host is being asked. */
interface LeavingRoom extends RoomHost {
  isLeaving: boolean;
}

/** The dialogs whose answer is being carried out: a second press does nothing. */
const answered = new WeakSet<HTMLElement>();

/**
 * Asks the only host how to leave the others: without more ado, after handing the room over, or for all. What the
 * participant may no longer do disappears while it is open. A chosen participant who has gone is not
 * replaced by another one.
 */
export function renderLeave(room: LeavingRoom, link: RoomLink): TemplateResult {
  const { call, snapshot } = room;
  const others = isOnlyHost(snapshot) ? snapshot.participants.filter(({ id }) => id !== snapshot.self.id) : [];
  const answer = (carryOut: (dialog: HTMLDialogElement) => Promise<void>) => async (event: Event) => {
    const dialog = dialogOf(event);
    if (dialog === null || answered.has(dialog)) return;
    answered.add(dialog);
    try {
      await carryOut(dialog);
      dialog.close();
    } catch (error) {
      // It stays open: the call goes on as it was.
      room.report(toCallError(error));
    } finally {
      answered.delete(dialog);
    }
  };
  const handOver = answer(async (dialog) => {
    const select = dialog.querySelector('select');
    await call.setRole(select?.value ?? '', 'host');
    await room.leave();
  });
  const leave = answer(() => room.leave());
  const end = answer(() => call.endForAll());
  return html`<dialog
    class="leaving"
    lang=${link.lang}
    aria-labelledby="leaving"
    aria-describedby="leaving-hint"
    ${ref(open)}
    @close=${() => {
      room.isLeaving = false;
    }}
  >
    <h2 id="leaving">${words(link, 'leaveAsk')}</h2>
    <p id="leaving-hint">${words(link, 'leaveAskHint')}</p>
    <div class="choices">
      <button class="button stay" type="button" autofocus @click=${(event: Event) => dialogOf(event)?.close()}>
        ${words(link, 'stay')}
      </button>
      ${
        others.length > 0
          ? html`<div class="heir">
              <label for="heir">${words(link, 'newHost')}</label>
              <select id="heir">
                <option value="">${words(link, 'chooseHost')}</option>
                ${repeat(
                  others,
                  ({ id }) => id,
                  ({ id, name }) => html`<option value=${id} translate="no" dir="auto">${name}</option>`,
                )}
              </select>
              <button class="button hand-over" type="button" @click=${chosen(handOver)}>
                ${words(link, 'handOver')}
              </button>
            </div>`
          : nothing
      }
      <button class="button leave" type="button" @click=${leave}>${words(link, 'leaveCall')}</button>
      ${
        others.length > 0
          ? html`<button class="button danger end" type="button" @click=${end}>${words(link, 'endForAll')}</button>`
          : nothing
      }
    </div>
  </dialog>`;
}

/** Opens it once it is in the page; it is given before that. One that was moved with its room is modal no more, but open. */
function open(element: Element | undefined): void {
  // Of another window's class, perhaps.
  const dialog = element as HTMLDialogElement | undefined;
  queueMicrotask(() => {
    if (!dialog?.isConnected || dialog.matches(':modal')) return;
    dialog.removeAttribute('open');
    dialog.showModal();
  });
}

/** Only with a new host chosen; else the choice gets the focus. */
function chosen(handOver: (event: Event) => Promise<void>): (event: Event) => void {
  return (event) => {
    const select = dialogOf(event)?.querySelector('select');
    if (select?.value) void handOver(event);
    else select?.focus();
  };
}

function dialogOf({ currentTarget }: Event): HTMLDialogElement | null {
  return currentTarget instanceof Element ? currentTarget.closest('dialog') : null;
}
