import { css } from 'lit';

/**
 * Reactions.
 *
 * - `--_lane`: where each begins, by its number.
 * - With reduced motion the reactions are a still list at the inline start, above the names in the tiles.
 */
export const reactionsStyles = css`
  :host {
    display: block;
    position: absolute;
    inset: 0;
    z-index: 1;
    overflow: clip;
    container-type: size;
    pointer-events: none;
  }
  .reaction {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: var(--_lane);
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: center;
    gap: 2px;
    inline-size: min(28%, 160px);
    animation: rise 4s ease-out forwards;
  }
  .emoji {
    font-size: clamp(2rem, 7cqh, 3rem);
    line-height: 1.2;
  }
  .name {
    box-sizing: border-box;
    max-inline-size: 100%;
    padding: 1px 8px;
    border-radius: 10px;
    background: rgb(11 14 19 / 72%);
    color: #ffffff;
    font: 400 0.8em/1.4 var(--_font);
    white-space: nowrap;
  }
  .name > * {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  @keyframes rise {
    from {
      opacity: 0;
    }
    8% {
      opacity: 1;
    }
    75% {
      opacity: 1;
    }
    to {
      opacity: 0;
      translate: 0 calc(60px - 75cqh);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .base {
      position: absolute;
      inset-block: auto 48px;
      inset-inline: 20px;
      display: flex;
      flex-direction: column;
      align-items: flex-start;
      justify-content: flex-end;
      gap: 4px;
      max-block-size: calc(100% - 56px);
    }
    .reaction {
      position: static;
      display: flex;
      align-items: center;
      inline-size: auto;
      max-inline-size: 100%;
      animation: none;
    }
    .emoji {
      font-size: 1.5rem;
    }
  }
  @media (forced-colors: active) {
    .name {
      border: 1px solid CanvasText;
      background: Canvas;
      color: CanvasText;
    }
  }
`;
