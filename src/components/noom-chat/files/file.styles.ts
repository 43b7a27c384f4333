import { css } from 'lit';

/**
 * Files among the messages, and where they are dropped.
 *
 * - `.file`: as wide as its group allows, so that all progress is alike.
 * - `.file-name`: names are long and have no spaces.
 */
export const fileStyles = css`
  .file {
    display: flex;
    flex-direction: column;
    gap: 8px;
    box-sizing: border-box;
    inline-size: min(100%, 280px);
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: 14px;
    background: var(--_raised);
  }
  .file-line {
    display: flex;
    align-items: flex-start;
    gap: 8px;
  }
  .file-line .icon {
    flex: none;
  }
  .file-facts {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }
  .file-name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .file-size,
  .file-state {
    color: var(--_muted);
    font-size: 0.867em;
    font-variant-numeric: tabular-nums;
  }
  .file-state {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .file-state.failed {
    color: var(--_off);
  }
  .file-picture {
    align-self: flex-start;
    max-inline-size: 100%;
    max-block-size: 180px;
    border-radius: 8px;
    object-fit: contain;
  }
  .file progress {
    inline-size: 100%;
    block-size: 8px;
    accent-color: var(--_accent);
  }
  .file-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .file-button {
    display: inline-flex;
    align-items: center;
    min-block-size: 32px;
    padding: 0 14px;
    border: 1px solid var(--_edge);
    border-radius: 16px;
    background: var(--_surface);
    color: var(--_text);
    font: 600 0.933em/1.2 var(--_font);
    text-decoration: none;
    cursor: pointer;
  }
  .file-button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .file-button:focus-visible {
    outline-color: var(--_accent);
  }
  .drop {
    position: absolute;
    inset: 8px;
    z-index: 1;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 10px;
    padding: 16px;
    border: 2px dashed var(--_accent);
    border-radius: 14px;
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
    color: var(--_text);
    font-weight: 600;
    text-align: center;
    pointer-events: none;
  }
  @media (forced-colors: active) {
    .file,
    .file-button {
      border-color: CanvasText;
    }
    .drop {
      background: Canvas;
    }
  }
`;
