import { css } from 'lit';

/**
 * The dialog of the settings; on a narrow screen it covers it. Its head stays: only the body scrolls, also for what is
 * hidden in it and gets the focus.
 */
export const settingsStyles = css`
  .dialog {
    --_dialog: 34.7em;
    flex-direction: column;
    max-height: min(760px, var(--_room));
    padding: 0;
    overflow: clip;
  }
  .dialog[open] {
    display: flex;
  }
  .dialog > .head {
    padding-block: 12px;
    padding-inline: 20px;
    border-block-end: 1px solid var(--_line);
  }
  .body {
    position: relative;
    min-height: 0;
    padding-block-end: 8px;
    overflow: auto;
  }
  .section {
    display: grid;
    gap: 14px;
    padding: 20px;
  }
  .section + .section {
    border-block-start: 1px solid var(--_line);
  }
  .section h3 {
    margin: 0;
    font-size: 1em;
    font-weight: 650;
  }
  .row {
    display: grid;
    gap: 2px;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 32px;
    cursor: pointer;
  }
  .check input {
    flex: none;
    width: 24px;
    height: 24px;
    margin: 0;
    accent-color: var(--_accent);
    cursor: inherit;
  }
  .pick {
    display: grid;
    align-items: center;
  }
  .pick > * {
    grid-area: 1 / 1;
  }
  .pick .input {
    padding-inline-end: 44px;
    appearance: none;
    text-overflow: ellipsis;
  }
  .pick .icon {
    justify-self: end;
    margin-inline-end: 12px;
    pointer-events: none;
  }
  .hint {
    margin: 0;
    color: var(--_muted);
    font-size: 0.867em;
  }
  .row .hint {
    margin-inline-start: 36px;
  }
  .small {
    --_button: 36px;
    justify-self: start;
    padding: 8px 14px;
    font-size: 0.867em;
  }
  .keys {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
    scroll-margin: 8px;
  }
  .key > span {
    flex: 1 1 10em;
  }
  .conflict {
    display: flex;
    flex: 1 0 100%;
    gap: 6px;
    margin: 0;
    color: var(--_off);
    font-size: 0.867em;
    --_icon: 16px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 12px;
  }
  @media (max-width: 559px) {
    .dialog {
      inset: 0;
      width: 100vw;
      height: 100dvh;
      max-height: none;
      padding: var(--_top) var(--_right) var(--_bottom) var(--_left);
      border: none;
      border-radius: 0;
    }
  }
`;
