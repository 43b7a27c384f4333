import { css } from 'lit';

/** The list of the keyboard shortcuts. Where an action and its key do not fit side by side, the key goes below. */
export const shortcutsStyles = css`
  .shortcuts {
    box-sizing: border-box;
    width: min(460px, 100vw - 24px);
    max-height: calc(100dvh - 24px);
    padding: 16px 20px 20px;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 12px 32px rgb(0 0 0 / 0.3);
    overflow-wrap: anywhere;
    word-break: keep-all;
  }
  .shortcuts::backdrop {
    background: rgb(0 0 0 / 0.5);
  }
  .shortcuts .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin-inline-end: -8px;
  }
  .shortcuts .round {
    --_button: 36px;
    flex: none;
    background: none;
    color: var(--_muted);
  }
  .shortcuts h2 {
    margin: 0;
    font-size: 1.2em;
    font-weight: 650;
  }
  .shortcuts p {
    margin: 4px 0 12px;
    color: var(--_muted);
    font-size: 0.933em;
  }
  .shortcuts dl {
    margin: 0;
  }
  .shortcut {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 16px;
    min-height: 44px;
    padding-block: 6px;
    border-block-start: 1px solid var(--_line);
  }
  .shortcut dt {
    flex: 1 1 10em;
  }
  .shortcut dd {
    margin: 0;
    margin-inline-start: auto;
  }
  .shortcuts kbd {
    display: inline-block;
    min-width: 2em;
    padding: 2px 8px;
    border: 1px solid var(--_edge);
    border-block-end-width: 3px;
    border-radius: 6px;
    background: var(--_raised);
    font: 600 0.933em/1.5 var(--_font);
    text-align: center;
  }
`;
