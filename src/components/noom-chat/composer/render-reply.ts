import { html, type TemplateResult } from 'lit';
import type { ChatMessage } from '../../../core/index.js';
import { words, type Speaker } from '../../internal/localization/words.js';
import { drawIcon, icon } from '../../internal/look/icons.js';
import { CHAT_SHAPES } from '../chat-icons.js';
import { renderQuoted } from '../log/render-message.js';

/** The message that is being answered, and a button that ends the answer. */
export function renderReply(message: ChatMessage, speaker: Speaker, cancel: () => void): TemplateResult {
  const { isLocal, name } = message;
  const title = speaker.t('cancelReply');
  return html`<div class="replying" part="reply">
    ${drawIcon(CHAT_SHAPES.reply)}
    <div class="quote">
      <span class="visually-hidden"
        >${isLocal ? words(speaker, 'replyingToSelf') : words(speaker, 'replyingTo', { name })}.
      </span>
      ${renderQuoted(message, speaker)}
    </div>
    <button class="round cancel" part="cancel-reply" type="button" aria-label=${title} title=${title} @click=${cancel}>
      ${icon('close')}
    </button>
  </div>`;
}
