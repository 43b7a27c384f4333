import { css } from 'lit';

/**
 * Messages.
 *
 * - `.body`: Korean is read by words, which browsers would break anywhere.
 * - `.quote bdi`: what has no room is cut off at the end of the text, in its own direction.
 * - `.actions`: there for a pointer over the message, and for the keyboard; always where nothing can hover.
 */
export const messageStyles = css`
  .message {
    min-inline-size: 0;
    max-inline-size: min(86%, 560px);
    padding: 8px 12px;
    border-radius: 14px;
    background: var(--_raised);
  }
  .slice:last-of-type .message {
    animation: rise var(--_ease);
  }
  .group:not(.own) .line:last-child .message {
    border-end-start-radius: 4px;
  }
  .own .message {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .own .line:last-child .message,
  .own .line:has(+ .state:last-child) .message {
    border-end-end-radius: 4px;
  }
  .own .message:has(.delivered) {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 0 6px;
  }
  .own .message:has(.delivered) .body {
    flex: 1;
    min-inline-size: 0;
  }
  .own .message:has(.delivered) .quote {
    flex: 1 0 100%;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 2px;
    max-inline-size: 100%;
    align-self: stretch;
  }
  .own .line {
    flex-direction: row-reverse;
  }
  .line.shown .message {
    animation: flash 1.2s ease-out;
  }
  @keyframes flash {
    from {
      outline: 3px solid var(--_accent);
      outline-offset: 2px;
    }
  }
  .actions {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: none;
    color: var(--_muted);
    opacity: 0;
    cursor: pointer;
  }
  .actions .icon {
    --_icon: 18px;
  }
  .line:hover .actions,
  .actions:focus-visible,
  .log:has(.menu:popover-open) .actions[popovertarget] {
    opacity: 1;
  }
  .actions:focus-visible {
    outline-offset: -2px;
  }
  @media not (hover: hover) {
    .actions {
      opacity: 1;
    }
  }
  .message.deleted {
    display: flex;
    align-items: center;
    gap: 6px;
    border: 1px dashed var(--_edge);
    background: none;
    color: var(--_muted);
    font-style: italic;
  }
  .deleted .icon {
    flex: none;
    --_icon: 16px;
  }
  .meta > .private {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    flex: 0 1 auto;
    min-inline-size: 0;
    color: var(--_text);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .private .icon {
    flex: none;
    --_icon: 13px;
  }
  .quote {
    display: block;
    box-sizing: border-box;
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 24px;
    margin: 0;
    padding: 2px 8px;
    border: 0;
    border-inline-start: 3px solid currentColor;
    border-radius: 4px;
    background: color-mix(in srgb, currentColor 10%, transparent);
    color: inherit;
    font: 400 0.867em/1.4 var(--_font);
    text-align: start;
  }
  .message > .quote {
    margin-block-end: 6px;
  }
  button.quote {
    cursor: pointer;
  }
  button.quote:focus-visible {
    outline-color: currentColor;
  }
  .quoted-author,
  .quoted-text,
  .quote bdi {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .quoted-author {
    font-weight: 600;
  }
  .unread {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--_accent-text, var(--_text));
    font-weight: 600;
  }
  .unread::before,
  .unread::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid currentColor;
  }
  .delivered {
    flex: none;
    margin-inline-end: -4px;
    line-height: 1;
  }
  .delivered .icon {
    --_icon: 14px;
  }
  .state {
    display: flex;
    align-items: center;
    gap: 4px;
    padding-inline: 4px;
    color: var(--_muted);
    font-size: 0.867em;
  }
  .failed {
    color: var(--_off);
  }
  .failed .icon {
    flex: none;
    --_icon: 16px;
  }
  .retry {
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    text-decoration: underline;
    text-underline-offset: 2px;
    cursor: pointer;
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
  .body {
    user-select: text;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  a {
    color: inherit;
    text-underline-offset: 2px;
  }
  a:focus-visible {
    outline-color: currentColor;
  }
  @media (forced-colors: active) {
    .actions,
    .retry,
    button.quote {
      border: 1px solid ButtonText;
    }
    .message {
      border: 1px solid CanvasText;
    }
    .own .message {
      border-color: Highlight;
    }
  }
`;
