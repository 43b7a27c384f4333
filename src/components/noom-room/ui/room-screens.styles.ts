import { css } from 'lit';
import { dialogStyles } from '../../internal/look/dialog.styles.js';
import { leaveStyles } from './dialogs/leave-dialog.styles.js';
import { shortcutsStyles } from './dialogs/shortcuts-dialog.styles.js';

/**
 * What comes on demand: beside the stage, over it, and in its place.
 *
 * - `.title bdi`: a long name is cut off at its end, in its own direction.
 * - `.notice[role='group']`: where there is no room for words and buttons side by side, the buttons go below.
 * - `:has([part='knock'])`: in a small room the notices of who waits are above the tiles, not over them, where they would
 *   cover the buttons of a tile that has the focus (WCAG 2.4.11); in a low one beside them. They take half of the stage
 *   at most, and scroll.
 * - `.side`: wider where text is large, as long as most of the room is the stage's.
 * - `.with-side .stage`: what the sheet covers cannot be reached behind it either. No observer tells a tile of
 *   `visibility`, while an IntersectionObserver does tell it of `content-visibility`: it then asks for no picture.
 *   The notices over the stage are above the sheet then.
 * - `::part(waiting)`: it is at the place of the notices, and comes back when they go.
 * - `min-width: 640px`, `max-height`: beside a low stage the panel is as high as the room, else its messages would leave
 *   no room for what one writes.
 * - `max-width`, `max-height`: on a phone that lies on its side, and in a page that is zoomed four times, the sheet takes the whole
 *   room, because beside header and toolbar nothing would be left of it.
 */
export const screensStyles = css`
  ${dialogStyles}
  ${leaveStyles}
  ${shortcutsStyles}
  .message {
    grid-template-columns: minmax(0, 1fr) fit-content(100%) minmax(0, 1fr);
    column-gap: 0;
  }
  .message > * {
    grid-column: 1 / -1;
  }
  .message > .button {
    grid-column: 2;
    justify-self: stretch;
    min-width: min(16em, 100cqi - 48px);
  }
  .title {
    min-width: 0;
  }
  .title bdi {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .time {
    color: var(--_muted);
    font-size: 0.867em;
    font-variant-numeric: tabular-nums;
  }
  .chips {
    display: flex;
    gap: 12px;
    margin-inline-start: auto;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 28px;
    padding: 0 10px;
    border: 1px solid transparent;
    border-radius: 14px;
    background: var(--_raised);
    color: var(--_muted);
    font: 400 0.867em/1 var(--_font);
    font-variant-numeric: tabular-nums;
  }
  .chip .icon {
    --_icon: 14px;
  }
  button.chip {
    cursor: pointer;
    min-width: 34px;
    justify-content: center;
    transition: color var(--_ease);
  }
  button.chip:hover {
    color: var(--_text);
  }

  .side {
    grid-area: side;
    display: flex;
    flex-direction: column;
    width: clamp(340px, 340em / 15, 40cqi);
    margin-inline-end: 20px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow: hidden;
    --_from: 12px;
    animation: slide var(--_ease);
  }
  .side:dir(rtl) {
    --_from: -12px;
  }
  @keyframes slide {
    from {
      opacity: 0;
      translate: var(--_from) 0;
    }
  }
  .side-header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block: 8px;
    padding-inline: 16px 8px;
  }
  .side-title {
    margin: 0;
    font-size: 1em;
    font-weight: 650;
  }
  .side-close {
    --_button: 36px;
    background: none;
    color: var(--_muted);
  }
  .side noom-chat,
  .side noom-participants {
    flex: 1;
    min-height: 0;
  }

  .banner {
    grid-template-columns: minmax(0, 1fr);
  }
  .notice[role='group'] {
    flex-wrap: wrap;
  }
  .stage:has(.notice) noom-stage::part(waiting) {
    opacity: 0;
  }
  .notice > p {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .notice[role='group'] span {
    flex: 1 1 10em;
    overflow-wrap: anywhere;
  }
  .notice .choice {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px 12px;
    margin-inline-start: auto;
  }

  @container noom-room (max-height: 479px) {
    .banner {
      max-height: calc(100% - 16px);
      overflow: auto;
    }
    .banner .notice {
      box-shadow: none;
    }
  }
  @container noom-room (max-width: 639px) or (max-height: 479px) {
    .stage:has([part='knock']) {
      display: flex;
      flex-direction: column;
      gap: 8px;
    }
    .stage:has([part='knock']) > slot {
      flex: 1;
      min-height: 0;
    }
    .banner:has([part='knock']) {
      position: static;
      order: -1;
      flex: none;
      max-height: 50%;
      padding: 4px;
      overflow: auto;
      pointer-events: auto;
    }
    .stage:has([part='knock']) noom-stage {
      min-height: 0;
    }
    .banner [part='knock'] {
      box-shadow: none;
    }
  }
  @container noom-room (min-width: 480px) and (max-height: 479px) {
    .stage:has([part='knock']) {
      flex-direction: row;
    }
    .banner:has([part='knock']) {
      max-width: 45%;
      max-height: 100%;
    }
  }

  @container noom-room (min-width: 640px) and (max-height: 479px) {
    .with-side {
      grid-template: 'header side' auto 'stage side' minmax(0, 1fr) 'controls side' auto / minmax(0, 1fr) auto;
    }
    .side {
      margin-block: 12px;
    }
  }

  .message .back {
    margin-top: 0;
  }

  .spinner {
    width: 32px;
    height: 32px;
    margin-bottom: 8px;
    border: 3px solid var(--_line);
    border-top-color: var(--_accent);
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @container noom-room (max-width: 639px) {
    .with-side {
      grid-template: 'header' auto 'banner' auto 'stage' minmax(0, 1fr) 'controls' auto / minmax(0, 1fr);
    }
    .side {
      grid-area: stage;
      width: auto;
      margin: 0 12px;
      z-index: 3;
    }
    .with-side .stage {
      display: contents;
    }
    .with-side .stage > :not(.banner) {
      grid-area: stage;
      margin: 0 12px;
      visibility: hidden;
      content-visibility: hidden;
    }
    .with-side .banner:has(.notice) {
      grid-area: banner;
      position: static;
      max-width: none;
      max-height: 40cqh;
      padding: 4px 12px 8px;
      overflow: auto;
      pointer-events: auto;
    }
    .with-side .banner .notice {
      box-shadow: none;
    }
  }
  @container noom-room (max-width: 639px) and (max-height: 479px) {
    .with-side {
      grid-template: 'banner' auto 'stage' minmax(0, 1fr) / minmax(0, 1fr);
    }
    .side {
      margin: 0;
      border: 0;
      border-radius: 0;
    }
    .with-side :is(.header, .controls) {
      position: absolute;
      inset-inline: 0;
      visibility: hidden;
    }
  }
  @container noom-room (max-height: 239px) {
    .call > .header {
      position: absolute;
      visibility: hidden;
    }
    .call > .controls {
      padding-block: 4px;
    }
    .stage noom-stage {
      min-height: 0;
    }
  }
`;
