import { css } from 'lit';

/** A modal dialog over the page, `.dialog`: it is as large as its content, stays inside the window, and scrolls. */
export const dialogStyles = css`
  .dialog {
    box-sizing: border-box;
    width: min(var(--_dialog, 420px), 100vw - 24px);
    max-width: none;
    max-height: calc(100dvh - 24px);
    padding: 20px;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 12px 32px rgb(0 0 0 / 0.3);
    overflow-wrap: anywhere;
    word-break: keep-all;
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
