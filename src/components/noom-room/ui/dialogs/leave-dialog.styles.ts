import { css } from 'lit';

/**
 * The question before the only host leaves others; `.danger` is what cannot be undone. In a low window, as of a phone
 * that lies on its side, the answers are beside each other, as far as the text is no larger than that; handing
 * over is as wide as the others where it is on a line of its own.
 */
export const leaveStyles = css`
  .leaving p {
    margin: 8px 0 16px;
    color: var(--_muted);
  }
  .leaving p.refusal {
    color: var(--_off);
  }
  .leaving .choices {
    display: grid;
    gap: 12px;
  }
  .leaving .heir {
    display: grid;
    gap: 8px;
    padding-block: 12px;
    border-block: 1px solid var(--_line);
  }
  .leaving label {
    color: var(--_muted);
    font-size: 0.867em;
  }
  .leaving select {
    width: 100%;
    min-width: 0;
    min-height: 44px;
    padding: 0 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-field);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    text-overflow: ellipsis;
  }
  @media (max-height: 479px) and (min-width: 560px) {
    .dialog.leaving {
      --_dialog: 42em;
    }
    .leaving .choices {
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 15em), 1fr));
    }
    .leaving .stay,
    .leaving .heir,
    .leaving .leave:last-child {
      grid-column: 1 / -1;
    }
    .leaving .heir {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
    }
    .leaving select {
      flex: 100 1 10em;
      width: auto;
    }
    .leaving .hand-over {
      flex: 1 0 auto;
    }
  }
`;
