import { css } from 'lit';

/**
 * A field like those of prejoin: an icon, a native select, an arrow.
 *
 * - `:dir(rtl)`: the name starts where its icon is, also if its own direction is another.
 * - `#note`: there for screen readers before it has anything to say, and then no gap.
 * - `.note`: Korean is read by words, which browsers would break anywhere.
 */
export const deviceSelectStyles = css`
  .box {
    position: relative;
    display: grid;
    align-items: center;
  }
  .box > .icon {
    position: absolute;
    inset-inline-start: 12px;
    --_icon: 18px;
    pointer-events: none;
  }
  .box > .icon:last-child {
    inset-inline: auto 14px;
    --_icon: 16px;
  }
  .is-disabled > .icon {
    color: var(--_muted);
  }
  select.input {
    appearance: none;
    padding-inline: 40px 38px;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  select:dir(rtl) {
    text-align: right;
  }
  select:disabled {
    background: var(--_raised);
    color: var(--_muted);
    opacity: 1;
    cursor: default;
  }
  option {
    background: var(--_surface);
    color: var(--_text);
  }
  .allow {
    --_button: 36px;
    --_icon: 16px;
    justify-self: start;
    padding: 0 14px;
    font-size: 0.867em;
  }

  .preview {
    position: relative;
    display: grid;
    place-items: center;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_tile);
    color: var(--_muted);
    margin-block-end: 6px;
  }
  .preview .icon {
    --_icon: 32px;
    stroke-width: 1.75;
  }
  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .mirrored {
    transform: scaleX(-1);
  }

  .meter {
    block-size: 6px;
    overflow: hidden;
    border-radius: 3px;
    background: var(--_line);
  }
  .fill {
    block-size: 100%;
    border-radius: inherit;
    background: var(--_ok);
    inline-size: 0;
  }

  #note:empty {
    position: absolute;
  }
  .note {
    display: flex;
    gap: 8px;
    margin: 0;
    color: var(--_muted);
    font-size: 0.867em;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .note .icon {
    --_icon: 16px;
    margin-block-start: 1px;
    color: var(--_warn);
  }
  @media (forced-colors: active) {
    .meter {
      border: 1px solid CanvasText;
    }
    .fill {
      background: Highlight;
    }
  }
`;
