import { css } from 'lit';

/**
 * Two graphs beside each other where there is room. What is received is a full line in the accent, what is sent a dashed
 * one in the colour of text, so that they differ without colours too.
 */
export const qualityStyles = css`
  :host {
    display: block;
  }
  .base,
  .details {
    display: grid;
    gap: 14px;
    min-width: 0;
  }
  .summary,
  .hint,
  .graph {
    margin: 0;
  }
  .summary {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 44px;
  }
  .summary .icon {
    --_icon: 24px;
    stroke-width: 3;
  }
  .is-excellent .icon,
  .is-good .icon {
    color: var(--_ok);
  }
  .is-poor .icon {
    color: var(--_warn);
  }
  .is-lost .icon {
    color: var(--_off);
  }
  strong {
    font-weight: 650;
  }
  .of,
  .cause {
    display: block;
  }
  .of,
  .cause,
  .hint {
    color: var(--_muted);
    font-size: 0.867em;
  }
  .choice {
    display: grid;
    gap: 6px;
  }
  select {
    width: 100%;
    min-height: 44px;
    padding: 0 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-field);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    text-overflow: ellipsis;
  }
  .graphs {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
    gap: 14px 20px;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 12px;
    font-size: 0.867em;
  }
  .now {
    display: flex;
    gap: 12px;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .other {
    color: var(--_muted);
    font-weight: 400;
  }
  .plot {
    position: relative;
    height: 64px;
    margin-block-start: 4px;
    border-block-end: 1px solid var(--_edge);
    background: var(--_raised);
    border-radius: 4px 4px 0 0;
  }
  .top {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-start: 4px;
    color: var(--_muted);
    font-size: 0.733em;
    line-height: 1.2;
  }
  .plot svg {
    display: block;
    width: 100%;
    height: 100%;
    overflow: hidden;
  }
  .plot path {
    fill: none;
    stroke: var(--_accent);
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .plot .sent {
    stroke: var(--_muted);
    stroke-dasharray: 2 4;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 20px;
  }
  .key > *::before {
    content: '';
    display: inline-block;
    width: 24px;
    margin-inline-end: 8px;
    border-block-start: 2px solid var(--_accent);
    vertical-align: middle;
  }
  .key > .sent::before {
    border-block-start: 2px dotted var(--_muted);
  }
  summary {
    min-height: 32px;
    padding-block: 4px;
    font-size: 0.867em;
    cursor: pointer;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.867em;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 4px;
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
    text-align: start;
    overflow-wrap: anywhere;
  }
  thead th,
  td {
    color: var(--_muted);
    text-align: end;
  }
  td {
    color: var(--_text);
    white-space: nowrap;
  }
  .way {
    color: var(--_muted);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 12px;
  }
  .button {
    --_button: 36px;
    padding: 8px 14px;
    font-size: 0.867em;
  }
  @media (forced-colors: active) {
    .summary .icon,
    .plot .sent {
      color: CanvasText;
      stroke: CanvasText;
    }
    .plot path {
      stroke: Highlight;
    }
    .key .received::before {
      border-color: Highlight;
    }
  }
`;
