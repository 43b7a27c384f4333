import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Participant } from '../../../core/index.js';
import { words, type Speaker } from '../../internal/localization/words.js';
import { drawIcon } from '../../internal/look/icons.js';
import { CHAT_SHAPES } from '../chat-icons.js';
import type { Recipient } from '../chat-memory.js';

/** What the field needs. */
export interface RecipientField {
  readonly speaker: Speaker;
  /** The participants who can be written to. */
  readonly others: readonly Participant[];
  /** The one who is chosen; `null` for all. */
  readonly recipient: Recipient | null;
  choose(recipient: Recipient | null): void;
}

/**
 * Who gets the message: all, or one. One who has left stays chosen until the person chooses anew, so that nothing
 * private goes to all. Not shown where there is no choice.
 */
export function renderRecipient({
  speaker,
  others,
  recipient,
  choose,
}: RecipientField): TemplateResult | typeof nothing {
  if (others.length < 2 && recipient === null) return nothing;
  const gone = recipient !== null && !others.some(({ id }) => id === recipient.id) ? recipient : null;
  const options = [
    { id: '', name: speaker.t('everyone') },
    ...others.map(({ id, name }) => ({ id, name })),
    ...(gone ? [{ id: gone.id, name: speaker.t('recipientLeft', { name: gone.name }) }] : []),
  ];
  return html`<div class="to" part="recipient">
    <label class="to-label"
      >${recipient === null ? nothing : drawIcon(CHAT_SHAPES.lock)}<span>${words(speaker, 'sendTo')}</span>
      <select
        class="to-select"
        part="recipient-select"
        @change=${({ currentTarget }: Event) => {
          const { value } = currentTarget as HTMLSelectElement;
          const chosen = [...others, ...(gone ? [gone] : [])].find(({ id }) => id === value);
          choose(chosen ? { id: chosen.id, name: chosen.name } : null);
        }}
      >
        ${repeat(
          options,
          ({ id }) => id,
          ({ id, name }) => html`<option value=${id} .selected=${live(id === (recipient?.id ?? ''))}>${name}</option>`,
        )}
      </select></label
    >
    ${
      recipient === null
        ? nothing
        : html`<span id="private" class="to-private" part="private"
            >${words(speaker, 'privateTo', { name: recipient.name })}</span
          >`
    }
  </div>`;
}
