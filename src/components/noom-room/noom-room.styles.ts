import { css } from 'lit';

/**
 * The built-in UI's layout.
 *
 * - `:state(page-scheme)`: a page that has decided between light and dark is followed.
 * - `:host::before`: in a box without a height of its own (a bare tag in a page without CSS) the room is as high as
 *   the window.
 * - `:state(composed)`: with children of its own the room is a wrapper: the page lays out and paints.
 * - `.header`: as high as what comes into it later.
 * - `.base`: nothing lies under a notch or the bar of a phone. A room elsewhere in a page than at its edges has no use
 *   for that, and its page says so.
 * - `.beside`: text alone is not shown beside the built-in UI, and what opens over the page (a dialog, a popover)
 *   is.
 */
export const roomStyles = css`
  :host {
    display: block;
    position: relative;
    height: 100%;
    min-height: 320px;
    overflow: clip;
    background: var(--_bg);
    color-scheme: light dark;
    -webkit-font-smoothing: antialiased;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host(:state(page-scheme)) {
    color-scheme: inherit;
  }
  :host::before {
    content: '';
    display: block;
    height: calc(100dvh - 16px);
  }
  :host(:state(composed)) {
    height: auto;
    min-height: 0;
    overflow: visible;
    background: none;
  }
  :host(:state(composed))::before {
    display: none;
  }
  :host(:fullscreen) {
    background: var(--_bg);
  }
  .beside {
    display: block;
    position: absolute;
    inset: 0;
    visibility: hidden;
    pointer-events: none;
  }
  .beside::slotted(*) {
    visibility: visible;
    pointer-events: auto;
  }
  .base {
    position: absolute;
    inset: 0;
    padding: var(--_safe-area);
    container: noom-room / size;
  }
  .screen {
    height: 100%;
    overflow: auto;
  }
  .call {
    display: grid;
    grid-template: 'header header' auto 'stage side' minmax(0, 1fr) 'controls controls' auto / minmax(0, 1fr) auto;
    height: 100%;
  }

  .header {
    grid-area: header;
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 52px;
    padding: 12px 20px;
  }
  .title {
    margin: 0;
    font-size: 1em;
    font-weight: 650;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .stage {
    grid-area: stage;
    position: relative;
    min-width: 0;
    padding: 0 20px;
  }
  .stage > slot {
    display: block;
    height: 100%;
  }
  .stage noom-stage {
    height: 100%;
  }
  .controls {
    grid-area: controls;
    padding: 18px 20px;
  }
  noom-controls {
    justify-content: center;
  }

  .banner {
    position: absolute;
    inset: 12px 32px auto;
    display: grid;
    justify-items: center;
    gap: 8px;
    pointer-events: none;
    z-index: 2;
  }
  .notice {
    display: flex;
    align-items: center;
    gap: 12px;
    max-width: min(100%, 520px);
    padding: 10px 18px;
    border: 1px solid var(--_line);
    border-radius: 24px;
    background: var(--_surface);
    color: var(--_text);
    font: 400 0.933em/1.4 var(--_font);
    box-shadow: 0 8px 24px rgb(0 0 0 / 0.28);
    pointer-events: auto;
    animation: drop var(--_ease);
  }
  @keyframes drop {
    from {
      opacity: 0;
      translate: 0 -8px;
    }
  }
  button.notice {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    cursor: pointer;
  }
  .notice .warning {
    color: var(--_warn);
  }
  .notice p {
    margin: 0;
  }
  .notice .hint {
    color: var(--_muted);
    font-size: 0.867em;
  }
  .notice .round {
    --_button: 32px;
    margin-inline-end: -8px;
    background: none;
    flex: none;
  }

  .message {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 8px;
    min-height: 100%;
    padding: 24px;
    text-align: center;
  }
  .message h2 {
    margin: 0;
    font-size: 1.733em;
    font-weight: 650;
    line-height: 1.25;
    text-wrap: balance;
  }
  .message p {
    margin: 0;
    max-width: 46ch;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .message .button {
    margin-top: 16px;
  }
  @container noom-room (max-width: 639px) {
    .header {
      min-height: 48px;
      padding: 10px 14px;
    }
    .stage {
      padding: 0 12px;
    }
    .controls {
      padding: 12px;
    }
    .banner {
      inset-inline: 20px;
    }
  }
`;
