import { css } from 'lit';

/**
 * Pins and pager.
 *
 * - `.pin`: where nothing hovers it is always there, and large enough for a finger.
 */
export const toolStyles = css`
  .pin {
    position: absolute;
    inset-block-start: 10px;
    inset-inline-start: 10px;
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
    opacity: 0;
    transition: opacity var(--_ease);
  }
  .pin .icon {
    --_icon: 16px;
  }
  .tile:hover .pin,
  .pin:focus-visible,
  .pin.is-pinned {
    opacity: 1;
  }
  .pin.is-pinned .icon {
    fill: currentColor;
  }
  .pin:focus-visible {
    outline-color: #ffffff;
    outline-offset: -4px;
  }
  @media (hover: none), (any-pointer: coarse) {
    .pin {
      inline-size: 44px;
      block-size: 44px;
      background-clip: content-box;
      padding: 6px;
      inset-block-start: 4px;
      inset-inline-start: 4px;
      opacity: 1;
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
    .pin {
      border-color: ButtonText;
      background: ButtonFace;
      color: ButtonText;
    }
  }
`;
