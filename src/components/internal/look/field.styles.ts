import { css } from 'lit';

/** Fields: `.field` around a `.label` and an `.input` (a text field or a select). */
export const fieldStyles = css`
  .field {
    display: grid;
    gap: 6px;
  }
  .label {
    color: var(--_muted);
    font-size: 0.867em;
  }
  .input {
    width: 100%;
    min-height: 44px;
    padding: 0 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-field);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }
  .input[aria-invalid='true'] {
    border-color: var(--_off);
  }
  .input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .problem {
    color: var(--_off);
    font-size: 0.867em;
  }
`;
