import { css } from 'lit';

/**
 * A column as high as its box: messages, and below them where one writes.
 *
 * - `.base`: in a box too low for the messages and the composer it scrolls.
 * - `.space`: a few messages stand at the bottom, beside where one writes.
 * - `.slice`: parts of the log that are not near to what is seen cost no layout and no painting. They must not shrink:
 *   Chromium shrinks those to nothing, and so brings all others near. They are children of what scrolls: inside another
 *   box, Chromium does not keep the place of the reader. The padding is for outlines, which would be cut off. `--_size`
 *   is estimated, until a slice was seen.
 */
export const chatStyles = css`
  .base {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: inherit;
    overflow: hidden auto;
  }
  .log {
    position: relative;
    flex: 1;
    min-block-size: 112px;
  }
  .list {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 8px 16px 6px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  .list:focus-visible {
    outline-offset: -2px;
  }
  .space {
    flex: 1;
    margin-block-end: -12px;
  }

  .slice {
    flex: none;
    display: flex;
    flex-direction: column;
    gap: 12px;
    margin-inline: -8px;
    padding-inline: 8px;
    content-visibility: auto;
    contain-intrinsic-block-size: auto var(--_size, 2000px);
  }
  .slice.undrawn {
    block-size: var(--_size, 2000px);
  }
  .slice:last-of-type {
    content-visibility: visible;
  }
  .group {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 4px;
    min-inline-size: 0;
  }
  .own {
    align-items: flex-end;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    max-inline-size: 100%;
    padding-inline: 4px;
    color: var(--_muted);
    font-size: 0.867em;
    line-height: 1.54;
    font-variant-numeric: tabular-nums;
  }
  .group:not(.own) .meta {
    inline-size: 100%;
  }
  .meta > bdi {
    max-inline-size: calc(100% - 6.5em);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .meta time,
  .meta > span {
    flex: none;
  }
  .group:not(.own) .meta time::before {
    content: '· ';
  }
  .note {
    margin: 0;
    color: var(--_muted);
    font-size: 0.867em;
    text-align: center;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .note time {
    margin-inline-start: 4px;
    white-space: nowrap;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 10px;
    padding: 16px;
    color: var(--_muted);
    font-size: 0.933em;
    text-align: center;
    pointer-events: none;
  }
  .empty .icon {
    --_icon: 28px;
    stroke-width: 1.5;
  }
  .empty ::slotted(*) {
    pointer-events: auto;
  }
  .newer {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: 6px;
    inline-size: fit-content;
    max-inline-size: calc(100% - 24px);
    min-block-size: 32px;
    margin: 0 auto;
    padding-block: 0;
    padding-inline: 10px 14px;
    border: 1px solid transparent;
    border-radius: 16px;
    background: var(--_accent);
    color: var(--_on-accent);
    font: 600 0.867em/1.2 var(--_font);
    box-shadow: 0 4px 16px rgb(0 0 0 / 24%);
    cursor: pointer;
    animation: rise var(--_ease);
  }
  .newer .icon {
    --_icon: 16px;
  }
  @media (forced-colors: active) {
    .newer {
      border: 1px solid CanvasText;
    }
  }
`;
