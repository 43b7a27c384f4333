import { css } from 'lit';

/*
 * Every token can be set by the page, on the tag or anything above it, as `--noom-…`. The private `--_…` twins hold the
 * value in use: declaring the public ones here would hide what the page has set further up.
 */

/**
 * The tokens, and what every tag's own box does.
 *
 * - `:host`: how the page writes its own text ends here, as does every other style that is inherited; what a page
 *   wants different, it says on the tag. Of a room that only wraps the page's own UI, everything goes through.
 * - The font's size: 15 px, larger or smaller as the reader's own font size is, and no smaller where a page makes
 *   little of its `rem`.
 * - `[dir='auto']`: every text; Korean breaks between words, and inside one only where it has no room.
 * - `--_edge`: a control's own edge has 3:1 against bg, surface and raised.
 */
export const baseStyles = css`
  :host(:where(:not(:state(composed)))) {
    all: initial;
    visibility: inherit;
    pointer-events: inherit;
    color-scheme: inherit;
    forced-color-adjust: inherit;
    print-color-adjust: inherit;
    -webkit-locale: inherit;
    -webkit-font-smoothing: inherit;
    font: 400 medium/1.45 var(--_font);
    color: var(--_text);
  }
  :host(:where(:not(:state(composed)))) > :where(:not(slot)) {
    font-size: max(0.9375rem, 0.9375em);
  }
  :host {
    --_bg: var(--noom-color-bg, light-dark(#f4f6f9, #0e1116));
    --_surface: var(--noom-color-surface, light-dark(#ffffff, #171b22));
    --_raised: var(--noom-color-raised, light-dark(#eef1f5, #212730));
    --_line: var(--noom-color-line, light-dark(#dde2ea, #2c333e));
    --_edge: var(--noom-color-edge, light-dark(#818b9b, #677283));
    --_text: var(--noom-color-text, light-dark(#161b24, #eef1f5));
    --_muted: var(--noom-color-muted, light-dark(#5b6676, #9aa5b4));
    --_accent: var(--noom-color-accent, light-dark(#4353d9, #7c8cff));
    --_on-accent: var(--noom-color-on-accent, light-dark(#ffffff, #0b0e1a));
    --_danger: var(--noom-color-danger, light-dark(#d1343a, #d4373d));
    --_on-danger: var(--noom-color-on-danger, #ffffff);
    --_off: var(--noom-color-off, light-dark(#c22a31, #ff7c80));
    --_ok: var(--noom-color-ok, light-dark(#12966a, #36d399));
    --_warn: var(--noom-color-warn, light-dark(#b97708, #f6b73c));
    --_tile: var(--noom-tile-background, light-dark(#e3e8ef, #1b212a));
    --_font: var(--noom-font, system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif);
    --_radius: var(--noom-radius, 16px);
    --_radius-field: var(--noom-radius-field, 12px);
    --_gap: var(--noom-gap, 12px);
    --_button: var(--noom-button-size, 48px);
    --_safe-area: var(
      --noom-safe-area,
      env(safe-area-inset-top, 0) env(safe-area-inset-right, 0) env(safe-area-inset-bottom, 0)
        env(safe-area-inset-left, 0)
    );
    --_ease: 160ms ease-out;

    box-sizing: border-box;
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [dir='auto']:lang(ko) {
    word-break: keep-all;
    overflow-wrap: anywhere;
  }
  .icon {
    width: var(--_icon, 20px);
    height: var(--_icon, 20px);
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 1ms !important;
      scroll-behavior: auto !important;
    }
  }
`;

/**
 * Buttons: `.button` (with words), `.round` (an icon alone); `.primary`, `.danger`, `.off`, `.active` say what it is.
 */
export const buttonStyles = css`
  .button,
  .round {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-width: 24px;
    min-height: max(24px, var(--_button));
    margin: 0;
    padding: 4px 20px;
    border: 1px solid transparent;
    border-radius: var(--_radius-field);
    background: var(--_raised);
    color: var(--_text);
    font: 600 1em/1.2 var(--_font);
    text-decoration: none;
    cursor: pointer;
    transition:
      background-color var(--_ease),
      color var(--_ease);
  }
  .round {
    width: var(--_button);
    height: var(--_button);
    padding: 0;
    border-radius: calc(var(--_button) / 2);
  }
  .button:hover,
  .round:hover {
    background: color-mix(in srgb, var(--_text) 10%, var(--_raised));
  }
  .primary,
  .active {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .primary:hover,
  .active:hover {
    background: color-mix(in srgb, var(--_accent) 90%, var(--_text));
  }
  .danger {
    background: var(--_danger);
    color: var(--_on-danger);
  }
  .danger:hover {
    background: color-mix(in srgb, var(--_danger) 90%, black);
  }
  .off {
    background: color-mix(in srgb, var(--_off) 18%, var(--_raised));
    color: var(--_off);
  }
  .off:hover {
    background: color-mix(in srgb, var(--_off) 26%, var(--_raised));
  }
  .button:disabled,
  .round:disabled,
  [aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }
  @media (forced-colors: active) {
    .button,
    .round {
      border-color: ButtonText;
    }
    .active,
    .primary {
      border-color: Highlight;
      border-width: 2px;
    }
  }
`;
