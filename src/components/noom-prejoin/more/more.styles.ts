import { css } from 'lit';

/**
 * Notices, who is inside, what is remembered, the steps out of a blocked permission, a microphone without a preview.
 *
 * - `.tile .notices`: over the picture and above its buttons, so that what comes late moves nothing. An avatar would
 *   look out from behind them.
 * - `max-height`: in a low window the picture and its buttons stay in view while the form is scrolled.
 * - `.inside`, `.memory`: no higher than the space that is kept for them.
 */
export const moreStyles = css`
  .layout.blocked {
    grid-template-columns: minmax(0, 460px);
    justify-content: center;
  }
  .notices {
    display: grid;
    gap: 8px;
  }
  .tile .notices {
    position: absolute;
    inset: 10px 10px auto;
    max-height: calc(100% - 24px - var(--_button));
    overflow: auto;
    border-radius: var(--_radius-field);
  }
  .tile:has(.notices) noom-video::part(avatar) {
    visibility: hidden;
  }
  .notice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 10px;
    padding: 12px;
    border: 1px solid color-mix(in srgb, var(--_warn) 45%, transparent);
    border-radius: var(--_radius-field);
    background: color-mix(in srgb, var(--_warn) 14%, var(--_surface));
    font-size: 0.933em;
  }
  .notice .icon {
    color: var(--_warn);
  }
  .notice strong {
    display: block;
    font-weight: 650;
  }
  .retry {
    display: block;
    min-height: 24px;
    margin-top: 4px;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 650;
    text-decoration: underline;
    text-underline-offset: 3px;
    cursor: pointer;
  }
  .alone {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 12px;
  }
  .inside {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 10px;
    padding-top: 4px;
    color: var(--_text);
    overflow-wrap: anywhere;
  }
  .inside .icon {
    margin-top: 1px;
    color: var(--_ok);
  }
  .names {
    display: flex;
    gap: 6px;
    margin: 6px 0 0;
    padding: 0;
    list-style: none;
    font-size: 0.867em;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .names li {
    flex: none;
    max-width: 12em;
    padding: 2px 10px;
    border: 1px solid transparent;
    border-radius: 12px;
    background: var(--_raised);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .names .others {
    padding-inline: 2px;
    background: none;
    color: var(--_muted);
  }
  .memory {
    color: var(--_muted);
    font-size: 0.867em;
    line-height: 1.846;
  }
  .memory .retry {
    display: inline;
    margin: 0;
    min-width: 24px;
    line-height: inherit;
  }
  .memory [aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }
  .steps {
    display: grid;
    gap: 2px;
    margin: 4px 0 0;
    padding-inline-start: 1.5em;
  }
  .steps li {
    overflow-wrap: anywhere;
  }
  details {
    margin-top: 6px;
  }
  summary {
    min-height: 24px;
    cursor: pointer;
  }
  @media (max-height: 479px) {
    @container noom-prejoin (min-width: 640px) {
      .preview {
        position: sticky;
        top: 16px;
      }
    }
  }
  @media (forced-colors: active) {
    .level {
      border: 1px solid CanvasText;
    }
    .level::before {
      background: Highlight;
    }
    .retry {
      padding: 0 4px;
      border: 1px solid ButtonText;
    }
  }
`;
