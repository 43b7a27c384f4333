import { css } from 'lit';

/** What a tile shows beside the picture and the name; `.badge` is among the styles of the tile. */
export const extrasStyles = css`
  .notice {
    display: grid;
    justify-items: center;
    gap: 8px;
    padding: 8px 12px;
    color: var(--_muted);
    text-align: center;
  }
  .notice .icon {
    --_icon: clamp(20px, 14cqmin, 48px);
  }

  .corner {
    position: absolute;
    inset-block-start: 10px;
    inset-inline-end: 10px;
    display: flex;
    gap: 6px;
  }
  .corner .badge {
    padding: 3px;
    min-inline-size: 26px;
    justify-content: center;
  }
  .corner .icon {
    --_icon: 17px;
  }
  .corner .paused {
    max-inline-size: calc(100cqi - 130px);
    padding-inline: 8px 10px;
  }
  .poor,
  .paused .icon {
    color: #f6b73c;
  }
  .paused span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .paused span span {
    display: block;
  }
  .paused span span::first-letter {
    text-transform: uppercase;
  }
  .is-lost video,
  .is-lost .placeholder {
    filter: grayscale(0.7);
    opacity: 0.45;
  }
  .lost {
    position: absolute;
    inset: 0;
    display: grid;
    justify-items: center;
    gap: 8px;
    inline-size: fit-content;
    block-size: fit-content;
    margin: auto;
    max-inline-size: calc(100% - 20px);
  }
  .lost .badge > span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .lost span span {
    display: inline-block;
  }
  .lost span span::first-letter {
    text-transform: uppercase;
  }
  .retry {
    min-block-size: 32px;
    padding-inline: 14px;
    border: 1px solid transparent;
    border-radius: 16px;
    background: #ffffff;
    color: #0b0e13;
    font: inherit;
    font-size: 0.867em;
    cursor: pointer;
  }
  .retry:hover {
    background: #e6e9ef;
  }
  .retry:focus-visible {
    outline: 2px solid #ffffff;
    outline-offset: 2px;
  }
  [role='group']:focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: -3px;
  }
  @container (max-width: 330px) or (max-height: 110px) {
    .corner .paused {
      max-inline-size: none;
      padding: 3px;
    }
    .paused > span {
      display: none;
    }
  }
  @container (max-width: 150px) {
    .corner {
      inset-block-start: 6px;
      inset-inline-end: 6px;
    }
    .lost .icon {
      display: none;
    }
    .retry {
      padding-inline: 8px;
    }
  }
  @container (max-width: 110px) or (max-height: 110px) {
    .badge:has(+ .retry) {
      display: none;
    }
    .retry {
      min-block-size: 24px;
    }
  }
  @container (max-width: 110px) or (max-height: 64px) {
    .notice span {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .retry {
      min-block-size: 44px;
      border-radius: 22px;
    }
  }
  @media (forced-colors: active) {
    .retry {
      border-color: ButtonText;
      background: ButtonFace;
      color: ButtonText;
    }
  }
`;
