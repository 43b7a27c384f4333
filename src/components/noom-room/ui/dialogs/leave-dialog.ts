import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { toCallError, type CallError } from '../../../../core/index.js';
import { openModal, returnFocus } from '../../../internal/dialog/modal.js';
import type { Moderation } from '../../../internal/link/commands.js';
import type { RoomHost, RoomFacts, RoomLink } from '../../../internal/link/room-link.js';
import { textsOfError } from '../../../internal/localization/texts-of-error.js';
import { words } from '../../../internal/localization/words.js';
import { isOnlyHost } from '../../../internal/link/only-host.js';

/** A room that draws a dialog. */
export interface AskingRoom extends RoomHost {
  requestUpdate(): void;
}

/** What becomes of an answer that the server has to take: it is under way, or it was refused. */
type Outcome = 'under-way' | CallError;

/** By the dialog that asked: the next one begins anew. */
const outcomes = new WeakMap<HTMLDialogElement, Outcome>();

/**
 * Asks the only host how to leave the others: without more ado, after handing the room over, or for all. What the
 * participant may no longer do, or cannot while the server is away, disappears while it is open. A chosen participant
 * who has gone is not replaced by another one.
 */
export function renderLeave(room: AskingRoom, link: RoomLink<RoomFacts>): TemplateResult {
  const { call, snapshot } = room;
  const canAnswer = snapshot.state === 'joined' && isOnlyHost(snapshot);
  const others = canAnswer ? snapshot.participants.filter(({ isLocal }) => !isLocal) : [];
  const drawn = room.shadowRoot?.querySelector<HTMLDialogElement>('dialog.leaving');
  const outcome = drawn ? outcomes.get(drawn) : undefined;
  const answer =
    (wishOf: (dialog: HTMLDialogElement) => Moderation, carryOut: (dialog: HTMLDialogElement) => Promise<void>) =>
    async (event: Event) => {
      const dialog = dialogOf(event);
      if (dialog === null || outcomes.get(dialog) === 'under-way') return;
      outcomes.set(dialog, 'under-way');
      room.requestUpdate();
      await link.ask({ type: 'noom-moderation-request', ...wishOf(dialog) }, undefined, async () => {
        try {
          await carryOut(dialog);
          dialog.close();
        } catch (error) {
          // It stays open: the call goes on as it was.
          const refusal = toCallError(error);
          outcomes.set(dialog, refusal);
          room.report(refusal, !dialog.open);
        }
      });
      // The page has prevented it.
      if (outcomes.get(dialog) === 'under-way') outcomes.delete(dialog);
      room.requestUpdate();
    };
  const handOver = answer(
    (dialog) => ({ action: 'setRole', id: heirOf(dialog), role: 'host' }),
    async (dialog) => {
      await call.setRole(heirOf(dialog), 'host');
      // A host who has chosen to stay meanwhile stays.
      if (dialog.open) await call.leave();
    },
  );
  const end = answer(
    () => ({ action: 'endForAll', id: null }),
    () => call.endForAll(),
  );
  return html`<dialog
    class="dialog leaving"
    lang=${link.lang}
    aria-labelledby="leaving"
    aria-describedby="leaving-hint"
    aria-busy=${outcome === 'under-way' ? 'true' : nothing}
    ${ref(open)}
    @close=${(event: Event) => {
      const dialog = event.currentTarget as HTMLDialogElement;
      outcomes.delete(dialog);
      if (room.dialog === 'leave') room.dialog = null;
      returnFocus(dialog);
    }}
  >
    <h2 id="leaving">${words(link, 'leaveAsk')}</h2>
    <p id="leaving-hint">${words(link, 'leaveAskHint')}</p>
    <div role="alert">
      ${outcome instanceof Error ? html`<p class="refusal" dir="auto">${textsOfError(link, outcome).join(' ')}</p>` : nothing}
    </div>
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
      <button
        class="button leave"
        type="button"
        @click=${() => {
          leave(room);
        }}
      >
        ${words(link, 'leaveCall')}
      </button>
      ${
        others.length > 0
          ? html`<button class="button danger end" type="button" @click=${end}>${words(link, 'endForAll')}</button>`
          : nothing
      }
    </div>
  </dialog>`;
}

/** Where nobody can see the question, it asks nothing. A fixed function: not called with each rendering. */
function open(element: Element | undefined): void {
  openModal(element, (dialog) => {
    leave((dialog.getRootNode() as ShadowRoot).host as AskingRoom);
  });
}

/** Never waits for another answer. */
function leave(room: RoomHost): void {
  room.call.leave().catch((error: unknown) => {
    room.report(toCallError(error));
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

function heirOf(dialog: HTMLDialogElement): string {
  return dialog.querySelector('select')?.value ?? '';
}
