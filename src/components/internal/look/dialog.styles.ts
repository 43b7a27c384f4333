import { css } from 'lit';

/**
 * A modal dialog over the page, `.dialog`: it is as large as its content and its text, stays inside the window and its
 * safe area, and scrolls.
 */
export const dialogStyles = css`
  .dialog {
    box-sizing: border-box;
    --_top: env(safe-area-inset-top, 0px);
    --_right: env(safe-area-inset-right, 0px);
    --_bottom: env(safe-area-inset-bottom, 0px);
    --_left: env(safe-area-inset-left, 0px);
    --_room: calc(100dvh - 24px - var(--_top) - var(--_bottom));
    inset: var(--_top) var(--_right) var(--_bottom) var(--_left);
    width: min(var(--_dialog, 28em), 100vw - 24px - var(--_left) - var(--_right));
    max-width: none;
    max-height: var(--_room);
    padding: 20px;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 12px 32px rgb(0 0 0 / 0.3);
    overflow-wrap: anywhere;
  }
  .dialog::backdrop {
    background: rgb(0 0 0 / 0.5);
  }
  .dialog h2 {
    margin: 0;
    font-size: 1.2em;
    font-weight: 650;
    line-height: 1.3;
  }
  .dialog > .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  .dialog > .head > .round {
    --_button: 36px;
    flex: none;
    margin-inline-end: -8px;
    background: none;
    color: var(--_muted);
  }
`;
