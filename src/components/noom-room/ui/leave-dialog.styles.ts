import { css } from 'lit';

/** The question before the only host leaves others; `.danger` is what cannot be undone. */
export const leaveStyles = css`
  .leaving {
    box-sizing: border-box;
    width: min(420px, 100vw - 24px);
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
  .leaving::backdrop {
    background: rgb(0 0 0 / 0.5);
  }
  .leaving h2 {
    margin: 0 0 8px;
    font-size: 1.2em;
    font-weight: 650;
  }
  .leaving p {
    margin: 0 0 16px;
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
  }
`;
