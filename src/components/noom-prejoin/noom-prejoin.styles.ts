import { css } from 'lit';

/**
 * Preview beside the form; above it where there is little room.
 *
 * - `max-height`: in a low window the form is higher, and the picture is at its beginning.
 * - The badge: one's own name is in the field beside it.
 * - `.who`: two lines, before the server has told who is inside: what is below stays where it is.
 * - `.kept`: two lines as well, of what is remembered.
 * - `.speaker .button`: beside the field, under its label and over the note that browsers without a choice of speaker
 *   get.
 */
export const prejoinStyles = css`
  .layout {
    display: grid;
    grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr);
    align-content: safe center;
    align-items: center;
    gap: 28px;
    max-width: 920px;
    min-height: 100%;
    margin: 0 auto;
    padding: 24px 20px;
  }
  h2 {
    margin: 0;
    font-size: 1.733em;
    font-weight: 650;
    line-height: 1.25;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .lead {
    margin: 4px 0 0;
    color: var(--_muted);
  }
  .who {
    min-height: 3.8em;
  }
  .kept {
    min-height: 3.2em;
  }
  form {
    display: grid;
    gap: 18px;
    min-width: 0;
  }
  .preview {
    display: grid;
    gap: 8px;
    min-width: 0;
  }
  noom-video {
    aspect-ratio: 16 / 10;
  }
  noom-video::part(badge) {
    display: none;
  }
  .toggles {
    position: absolute;
    inset: auto 0 14px;
    display: flex;
    justify-content: center;
    gap: 10px;
    pointer-events: none;
  }
  .toggles .round {
    pointer-events: auto;
    box-shadow: 0 2px 8px rgb(0 0 0 / 0.25);
  }
  .toggles .round[aria-busy='true']::after {
    content: '';
    position: absolute;
    width: var(--_button);
    height: var(--_button);
    border: 2px solid transparent;
    border-top-color: var(--_accent);
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  .tile {
    position: relative;
  }
  .level {
    height: 6px;
    border-radius: 3px;
    background: var(--_line);
    overflow: hidden;
  }
  .level::before {
    content: '';
    display: block;
    height: 100%;
    width: calc(var(--level, 0) * 100%);
    border-radius: inherit;
    background: var(--_ok);
  }
  .speaker {
    display: flex;
    gap: 8px;
  }
  .speaker noom-device-select {
    flex: 1;
    min-width: 0;
  }
  .speaker .button {
    margin-block-start: calc(1lh + 6px);
    --_button: 44px;
    align-self: start;
    padding: 0 14px;
    color: var(--_muted);
    font-weight: 400;
    font-size: 0.867em;
    line-height: inherit;
  }
  .speaker .button:first-child {
    margin: 0;
  }
  .join {
    width: 100%;
    height: auto;
    min-height: 45px;
    padding-block: 10px;
    font-size: 1.067em;
  }
  @media (max-height: 479px) {
    .preview {
      align-self: start;
    }
  }
  @container noom-prejoin (max-width: 639px) {
    .layout {
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: 18px;
      padding: 16px 14px 24px;
    }
    .toggles .round {
      --_button: var(--noom-button-size, 44px);
    }
    form {
      gap: 14px;
    }
  }
`;
