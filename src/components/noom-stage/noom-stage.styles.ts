import { css } from 'lit';

/**
 * The stage fills its box; where the box has no height of its own, it is as high as a small video.
 *
 * - `overflow`: in a box that has just become smaller, the tiles must not bring up its scrollbars for a moment.
 */
export const stageStyles = css`
  :host {
    display: block;
    position: relative;
    inline-size: 100%;
    block-size: 100%;
    min-inline-size: 0;
    min-block-size: 180px;
    column-gap: var(--_gap);
    overflow: clip;
  }
  .base,
  .grid {
    position: absolute;
    inset: 0;
  }
  .tile,
  .filmstrip {
    position: absolute;
  }
  .filmstrip {
    pointer-events: none;
  }
  .tile {
    animation: appear var(--_ease);
    touch-action: manipulation;
  }
  .is-gliding .tile {
    transition: var(--_ease);
    transition-property: inset-block-start, inset-inline-start, inline-size, block-size;
  }
  .float {
    z-index: 1;
    border-radius: var(--_radius);
    box-shadow:
      0 0 0 2px var(--_bg),
      0 8px 28px rgb(0 0 0 / 40%);
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  .waiting {
    position: absolute;
    inset-block-start: 14px;
    inset-inline: 12px;
    display: grid;
    justify-items: center;
    pointer-events: none;
  }
  .waiting.is-empty {
    inset-block: 0;
    align-items: center;
  }
  .waiting p {
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0;
    padding-block: 9px;
    padding-inline: 14px 16px;
    border-radius: 22px;
    background: rgb(11 14 19 / 72%);
    color: #ffffff;
    font-size: 0.933em;
    line-height: 1.4;
    animation: appear var(--_ease);
  }
  .waiting .icon {
    --_icon: 18px;
  }
  .waiting.is-empty p {
    background: none;
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    .waiting p {
      border: 1px solid CanvasText;
      background: Canvas;
      color: CanvasText;
    }
  }
`;
