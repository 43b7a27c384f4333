import { css } from 'lit';
import { awayStyles } from '../internal/pip/index.js';

/**
 * What lies over the tiles, and the pager.
 *
 * - `.tools`: where nothing hovers they are always there, and large enough for a finger. A small tile has no room for two
 *   beside its badges: there the menu has the pin.
 * - `.grip`: over the whole self view, below its tools. Its ring is a light and a dark one, over any picture.
 */
export const toolStyles = css`
  ${awayStyles}
  .tools {
    position: absolute;
    inset-block-start: 10px;
    inset-inline-start: 10px;
    display: flex;
    gap: 6px;
  }
  .tool {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    background: rgb(11 14 19 / 72%);
    color: #ffffff;
    cursor: pointer;
  }
  .tool .icon {
    --_icon: 16px;
  }
  .tools .tool {
    opacity: 0;
    transition: opacity var(--_ease);
  }
  .tile:hover .tool,
  .tools:focus-within .tool,
  .pin.is-pinned {
    opacity: 1;
  }
  .pin.is-pinned .icon {
    fill: currentColor;
  }
  .tool:focus-visible {
    outline-color: #ffffff;
    outline-offset: -4px;
  }
  .grip {
    position: absolute;
    inset: 0;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    cursor: grab;
    touch-action: none;
  }
  .grip:focus-visible {
    outline-color: #ffffff;
    outline-offset: -4px;
    box-shadow: inset 0 0 0 7px rgb(11 14 19 / 72%);
  }
  .tile[data-dragged] {
    transition: none;
  }
  [data-dragged] .grip {
    cursor: grabbing;
  }
  .show-self {
    position: absolute;
    inset-block-end: 10px;
    inset-inline-end: 10px;
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: auto;
    max-inline-size: calc(100% - 20px);
    padding-inline: 12px;
    border-radius: 16px;
    font: 400 0.867em/1.2 var(--_font);
  }
  .show-self.is-above {
    inset-block-end: 50px;
  }
  @media (hover: none), (any-pointer: coarse) {
    .tools {
      inset-block-start: 4px;
      inset-inline-start: 4px;
      gap: 0;
    }
    .tools .tool {
      inline-size: 44px;
      block-size: 44px;
      background-clip: content-box;
      padding: 6px;
      opacity: 1;
    }
    .show-self {
      block-size: 44px;
      border-radius: 22px;
    }
  }
  @container (max-width: 180px) {
    .tools:not(:focus-within) .pin {
      display: none;
    }
  }

  .pager {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    display: flex;
    justify-content: center;
    align-items: center;
    gap: 8px;
    --_button: 32px;
    color: var(--_muted);
    font-size: 0.867em;
    font-variant-numeric: tabular-nums;
  }
  .pager .icon {
    --_icon: 18px;
  }
  .pager .icon:dir(rtl) {
    transform: scaleX(-1);
  }
  @media (forced-colors: active) {
    .tool {
      border-color: ButtonText;
      background: ButtonFace;
      color: ButtonText;
    }
    .tools .tool {
      background-clip: border-box;
    }
  }
`;
