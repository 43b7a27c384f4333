import { css } from 'lit';

/** A menu, as `renderMenu` draws it: a list, or a row, which may be in a list. */
export const menuStyles = css`
  .menu {
    position: fixed;
    inset: auto;
    box-sizing: border-box;
    min-width: min(200px, 100vw - 16px);
    overflow: auto;
    margin: 0;
    padding: 6px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-field);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 12px 32px rgb(0 0 0 / 0.3);
  }
  .item {
    display: flex;
    align-items: center;
    gap: 12px;
    width: 100%;
    min-height: 44px;
    padding: 4px 12px;
    border: 0;
    border-radius: 8px;
    background: none;
    color: inherit;
    font: 400 1em/1.2 var(--_font);
    text-align: start;
    cursor: pointer;
  }
  .item:dir(rtl) {
    text-align: right;
  }
  .row {
    flex-wrap: wrap;
    min-width: 0;
  }
  .row:popover-open,
  .menu > slot > .row {
    display: flex;
  }
  .item.emoji {
    justify-content: center;
    width: max(44px, 1.83em);
    overflow: clip;
    padding: 0;
    font-size: 1.6em;
    line-height: 1;
  }
  .item:hover,
  .item:focus-visible {
    background: var(--_raised);
  }
  .item:focus-visible {
    outline-offset: -2px;
  }
  .item:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .item.dangerous {
    color: var(--_off);
  }
  .menu hr {
    margin: 6px;
    border: 0;
    border-block-start: 1px solid var(--_line);
  }
`;
