import { css } from 'lit';

/** The list of the keyboard shortcuts. Where an action and its key do not fit side by side, the key goes below. */
export const shortcutsStyles = css`
  .shortcuts {
    --_dialog: 30.7em;
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
