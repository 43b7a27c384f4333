import { css } from 'lit';

/**
 * The toolbar.
 *
 * - `.badge`: grows outwards with its text, away from the icon.
 * - `.small.labelled`: four controls with their labels fit beside each other in 288 px.
 * - Vertical: as high as there is: what does not fit folds.
 * - `.talking`: a ring around the button while a key is held to talk: a shape, beside the colour and the words.
 */
export const controlsStyles = css`
  :host {
    min-height: 0;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: inherit;
    gap: 10px;
    min-width: 0;
    flex: 1;
  }
  .small {
    --_button: var(--noom-button-size, 44px);
  }
  .toolbar.vertical {
    flex-direction: column;
    flex-wrap: nowrap;
  }
  .control {
    position: relative;
    display: grid;
    justify-items: center;
    gap: 4px;
  }
  .round.leave {
    margin-inline-start: 10px;
  }
  :is(.vertical, .labelled) .leave {
    margin-inline-start: 0;
  }
  .leave.wide {
    width: auto;
    padding: 0 20px;
  }
  .labelled .control {
    width: max(72px, var(--_button));
  }
  .small.labelled.horizontal {
    gap: 4px;
  }
  .small.labelled.horizontal .control {
    width: max(68px, var(--_button));
  }
  .small.labelled.horizontal .label {
    font-size: 0.767em;
  }
  .label {
    max-width: 100%;
    color: var(--_muted);
    font-size: 0.8em;
    line-height: 1.2;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .badge {
    position: absolute;
    top: 16px;
    inset-inline-start: calc(50% + var(--_button) / 2 - 14px);
    translate: 0 -100%;
    min-width: 1.64em;
    padding: 0 5px;
    border-radius: 1em;
    background: var(--_accent);
    color: var(--_on-accent);
    font: 700 0.733em/1.64 var(--_font);
    font-variant-numeric: tabular-nums;
    text-align: center;
    pointer-events: none;
  }
  .badge.quiet {
    background: var(--_line);
    color: var(--_text);
  }
  .active + .badge {
    display: none;
  }
  .round[aria-busy='true']::after {
    content: '';
    position: absolute;
    width: var(--_button);
    height: var(--_button);
    border: 2px solid transparent;
    border-top-color: var(--_accent);
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }
  .talking::after {
    content: '';
    position: absolute;
    width: calc(var(--_button) + 10px);
    height: calc(var(--_button) + 10px);
    border: 3px solid var(--_ok);
    border-radius: 50%;
    pointer-events: none;
  }
  .hint {
    position: fixed;
    inset: auto;
    width: max-content;
    margin: 0;
    padding: 8px 14px;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: 22px;
    background: var(--_surface);
    color: var(--_text);
    font: 400 0.933em/1.4 var(--_font);
    box-shadow: 0 8px 24px rgb(0 0 0 / 0.28);
  }
  .hint:popover-open {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  .hint .warning {
    display: contents;
    color: var(--_warn);
  }
  .hint .dismiss {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    width: 32px;
    height: 32px;
    margin-block: -4px;
    margin-inline-end: -8px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
  .hint .dismiss:hover {
    background: var(--_raised);
  }
  @media (forced-colors: active) {
    .hint .dismiss {
      border: 1px solid ButtonText;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
`;
