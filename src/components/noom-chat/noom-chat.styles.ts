import { css } from 'lit';

/**
 * A column as high as its box: messages, and below them where one writes.
 *
 * - `.space`: a few messages stand at the bottom, beside where one writes.
 * - `.body`: Korean is read by words, which browsers would break anywhere.
 * - `.input`: at most five lines, the padding and the edge.
 */
export const chatStyles = css`
  .base {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: inherit;
  }
  .log {
    position: relative;
    flex: 1;
    min-block-size: 0;
  }
  .list {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 8px 16px 6px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  .list:focus-visible {
    outline-offset: -2px;
  }
  .space {
    flex: 1;
    margin-block-end: -12px;
  }

  .group {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 4px;
    min-inline-size: 0;
  }
  .own {
    align-items: flex-end;
  }
  .meta {
    display: flex;
    gap: 4px;
    max-inline-size: 100%;
    padding-inline: 4px;
    color: var(--_muted);
    font-size: 0.867em;
    line-height: 1.54;
    font-variant-numeric: tabular-nums;
  }
  .meta > bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .meta time,
  .meta > span {
    flex: none;
  }
  .group:not(.own) .meta time::before,
  .meta > span:not(.visually-hidden)::before,
  .note time::before {
    content: '· ';
  }
  .message {
    max-inline-size: min(86%, 560px);
    padding: 8px 12px;
    border-radius: 14px;
    background: var(--_raised);
    animation: rise var(--_ease);
  }
  .group:not(.own) .message:last-child {
    border-end-start-radius: 4px;
  }
  .own .message {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .own .message:last-child,
  .own .message:has(+ .state:last-child) {
    border-end-end-radius: 4px;
  }
  .own .message:has(.delivered) {
    display: flex;
    align-items: flex-end;
    gap: 6px;
  }
  .own .message:has(.delivered) .body {
    min-inline-size: 0;
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
  .body:lang(ko) {
    word-break: keep-all;
  }
  a {
    color: inherit;
    text-underline-offset: 2px;
  }
  a:focus-visible {
    outline-color: currentColor;
  }
  .note {
    margin: 0;
    color: var(--_muted);
    font-size: 0.867em;
    text-align: center;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 10px;
    padding: 16px;
    color: var(--_muted);
    font-size: 0.933em;
    text-align: center;
    pointer-events: none;
  }
  .empty .icon {
    --_icon: 28px;
    stroke-width: 1.5;
  }
  .empty ::slotted(*) {
    pointer-events: auto;
  }
  .newer {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: 6px;
    inline-size: fit-content;
    max-inline-size: calc(100% - 24px);
    min-block-size: 32px;
    margin: 0 auto;
    padding-block: 0;
    padding-inline: 10px 14px;
    border: 1px solid transparent;
    border-radius: 16px;
    background: var(--_accent);
    color: var(--_on-accent);
    font: 600 0.867em/1.2 var(--_font);
    box-shadow: 0 4px 16px rgb(0 0 0 / 24%);
    cursor: pointer;
    animation: rise var(--_ease);
  }
  .newer .icon {
    --_icon: 16px;
  }

  .composer {
    --_button: 40px;
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 8px;
    padding: 12px;
    border-block-start: 1px solid var(--_line);
  }
  .input {
    flex: 1;
    min-inline-size: 0;
    max-block-size: calc(7em + 20px);
    padding: 9px 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-field);
    background: var(--_surface);
    color: var(--_text);
    font: 400 1em/1.4 var(--_font);
    resize: none;
    scrollbar-width: thin;
  }
  .input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .input:focus-visible {
    outline-offset: -1px;
  }
  .input[aria-invalid='true'] {
    border-color: var(--_off);
  }
  .input:disabled {
    opacity: 0.6;
  }
  .send .icon {
    --_icon: 18px;
  }
  .below {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 12px;
    flex-basis: 100%;
    font-size: 0.867em;
  }
  .below:not(:has(p, .count)) {
    display: contents;
  }
  .problem {
    display: flex;
    gap: 6px;
    margin: 0;
    color: var(--_off);
    overflow-wrap: anywhere;
  }
  .problem .icon {
    --_icon: 16px;
    margin-block-start: 1px;
  }
  .count {
    margin-inline-start: auto;
    color: var(--_muted);
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  [aria-invalid='true'] ~ .below .count {
    color: var(--_off);
  }
  @media (forced-colors: active) {
    .message,
    .input,
    .newer {
      border: 1px solid CanvasText;
    }
    .own .message {
      border-color: Highlight;
    }
  }
`;
