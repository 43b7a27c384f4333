import { css } from 'lit';

/**
 * Where one writes.
 *
 * - `.input`: at most five lines, the padding and the edge. Where it has no room for a word, the buttons go below it.
 * - `.emoji-cell`: in a narrow window with large text, eight beside each other are smaller than the text.
 * - `.to-one`: what is private looks so before it is read.
 */
export const composerStyles = css`
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
    flex: 1 1 6.5em;
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
  .input:placeholder-shown:lang(ko) {
    word-break: keep-all;
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
  .send {
    margin-inline-start: auto;
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
  .to {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    flex-basis: 100%;
    min-inline-size: 0;
    font-size: 0.867em;
  }
  .to-label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    color: var(--_muted);
  }
  .to-label .icon {
    flex: none;
    --_icon: 16px;
    color: var(--_text);
  }
  .to-select {
    min-inline-size: 0;
    max-inline-size: 200px;
    min-block-size: 28px;
    padding: 2px 6px;
    border: 1px solid var(--_edge);
    border-radius: 8px;
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    text-overflow: ellipsis;
  }
  .to-private {
    min-inline-size: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .to-one {
    background: var(--_raised);
  }
  .to-one .input {
    border-style: dashed;
    border-width: 2px;
    padding: 8px 11px;
  }
  .replying {
    display: flex;
    align-items: center;
    gap: 8px;
    flex-basis: 100%;
    min-inline-size: 0;
  }
  .replying > .icon {
    flex: none;
    --_icon: 18px;
    color: var(--_muted);
  }
  .replying .quote {
    flex: 1;
  }
  .round.cancel {
    --_button: 28px;
    flex: none;
    background: none;
  }
  .cancel .icon {
    --_icon: 16px;
  }
  .round.emoji-button {
    background: none;
  }
  .emoji-panel {
    inline-size: min(22.2em, 100vw - 16px);
    padding: 4px;
  }
  .emoji-kinds {
    max-block-size: min(320px, 60vh);
    overflow: hidden auto;
    padding: 0 4px 4px;
  }
  .emoji-kind {
    margin: 8px 4px 4px;
    color: var(--_muted);
    font-size: 0.867em;
  }
  .emoji-row {
    display: grid;
    grid-template-columns: repeat(8, minmax(0, 1fr));
  }
  .emoji-cell {
    display: grid;
    place-items: center;
    min-block-size: 36px;
    padding: 0;
    border: 0;
    border-radius: 8px;
    overflow: clip;
    background: none;
    color: inherit;
    font:
      400 min(1.4em, 7vw) / 1 'Apple Color Emoji',
      'Segoe UI Emoji',
      'Noto Color Emoji',
      var(--_font);
    cursor: pointer;
  }
  .emoji-cell:hover,
  .emoji-cell:focus-visible {
    background: var(--_raised);
  }
  .emoji-cell:focus-visible {
    outline-offset: -2px;
  }
  @media (forced-colors: active) {
    .emoji-cell {
      border: 1px solid ButtonText;
    }
    .input {
      border: 1px solid CanvasText;
    }
  }
`;
