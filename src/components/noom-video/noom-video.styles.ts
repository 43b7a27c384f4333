import { css } from 'lit';

/**
 * The tile fills the box it is given, and is 16:9 where none is.
 *
 * - `.base::after`: the ring is inside the tile, so that no box around it can cut it off. It comes at once: a transition
 *   would paint the whole tile again in each of its frames, with every word that is said.
 * - `.overlay`: what a page lays over the picture decides for itself what it catches.
 * - `.badge`: over any picture: always dark, whatever the theme.
 * - In a small tile: the avatar makes room for the name; in one too small for words the icon says what matters, and
 *   nothing is said when the microphone is on.
 */
export const videoStyles = css`
  :host {
    display: block;
    position: relative;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 0;
    aspect-ratio: 16 / 9;
    user-select: none;
  }
  .base {
    position: absolute;
    inset: 0;
    container-type: size;
    overflow: hidden;
    border-radius: min(var(--_radius), 14cqmin);
    background: var(--_tile);
  }
  .base::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 3px solid transparent;
    border-radius: inherit;
    pointer-events: none;
  }
  .is-speaking::after {
    border-color: var(--_ok);
  }
  video {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  video.contain {
    object-fit: contain;
  }
  video.mirrored {
    transform: scaleX(-1);
  }
  .placeholder,
  .overlay {
    position: absolute;
    inset: 0;
  }
  .placeholder {
    display: grid;
    place-items: center;
  }
  .overlay {
    pointer-events: none;
  }
  .overlay ::slotted(*) {
    pointer-events: auto;
  }
  .avatar {
    --_size: clamp(32px, calc(24px + 29cqmin), 176px);
    display: grid;
    place-items: center;
    inline-size: var(--_size);
    block-size: var(--_size);
    border-radius: 50%;
    color: #ffffff;
    font-size: calc(var(--_size) * 0.38);
    font-weight: 650;
    line-height: 1;
    letter-spacing: -0.01em;
  }
  .avatar.is-wide {
    font-size: calc(var(--_size) * 0.3);
    letter-spacing: 0;
  }
  .avatar.is-empty {
    color: var(--_muted);
    background: color-mix(in srgb, var(--_muted) 14%, transparent);
  }
  .avatar .icon {
    --_icon: 42%;
    stroke-width: 1.75;
  }

  .badge {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 26px;
    padding-block: 3px;
    padding-inline: 8px 10px;
    border-radius: 9px;
    background: rgb(11 14 19 / 72%);
    color: #ffffff;
    font-size: 0.867em;
    line-height: 1.54;
    white-space: nowrap;
  }
  .badge .icon {
    --_icon: 15px;
  }
  .badge > span {
    display: inline-flex;
  }
  .badge .off {
    color: #ff7c80;
  }
  .badge .live {
    color: #36d399;
  }
  .name {
    position: absolute;
    inset-block-end: 10px;
    inset-inline-start: 10px;
    max-inline-size: calc(100% - 20px);
  }
  bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  @container (max-height: 150px) {
    .placeholder {
      padding-block-end: 30px;
    }
  }
  @container (max-width: 150px) {
    .name {
      inset-block-end: 6px;
      inset-inline-start: 6px;
      max-inline-size: calc(100% - 12px);
    }
  }
  @container (max-width: 110px) or (max-height: 64px) {
    .name {
      padding: 3px 5px;
    }
    .name bdi,
    .name bdi ~ span,
    .name.is-on {
      display: none;
    }
    .placeholder {
      padding-block-end: 0;
    }
  }
  @media (forced-colors: active) {
    .base::after {
      border: 1px solid CanvasText;
    }
    .is-speaking::after {
      border: 3px solid Highlight;
    }
    .badge {
      border: 1px solid CanvasText;
      background: Canvas;
    }
    .badge,
    .badge * {
      color: CanvasText;
    }
    .avatar {
      border: 1px solid CanvasText;
      color: CanvasText;
    }
  }
`;
