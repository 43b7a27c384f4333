import { css } from 'lit';

/**
 * The list of participants. Rows that are not in view are not laid out (`content-visibility`), so that hundreds of them
 * cost little; a menu is in the top layer, where nothing clips it. In a box too low for the search, the rows and the
 * invitation everything scrolls.
 *
 * - `.facts`: where they have no room beside the name, they go below it, and the button of the row stays.
 */
export const participantsStyles = css`
  .base {
    container: noom-participants / inline-size;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
    overflow: hidden auto;
    background: var(--_surface);
    color: var(--_text);
  }
  .search {
    position: relative;
    flex: none;
    padding: 12px 16px 8px;
    color: var(--_muted);
  }
  .search .icon {
    --_icon: 18px;
    position: absolute;
    inset-inline-start: 28px;
    inset-block-start: 25px;
    pointer-events: none;
  }
  .input {
    inline-size: 100%;
    min-block-size: 44px;
    padding-inline: 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius-field);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }
  .input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .search .input {
    padding-inline-start: 40px;
  }
  .scroll {
    flex: 1;
    min-block-size: 120px;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding-block-end: 8px;
  }
  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    padding-inline: 16px;
  }
  .heading h3 {
    flex: 1;
    margin: 0;
    color: var(--_muted);
    font-size: 0.867em;
    font-weight: 600;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 2px 8px;
    border-radius: 12px;
    background: var(--_raised);
    font-size: 0.8em;
  }
  .chip .icon {
    --_icon: 14px;
  }
  .list {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .person {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    min-block-size: 56px;
    padding: 6px 16px;
    content-visibility: auto;
    contain-intrinsic-block-size: auto 56px;
  }
  .avatar {
    display: grid;
    place-items: center;
    flex: none;
    box-sizing: border-box;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 50%;
    color: #ffffff;
    font-size: 13px;
    font-weight: 650;
    line-height: 1;
  }
  .avatar.is-wide {
    font-size: 11px;
  }
  .who {
    display: grid;
    flex: 1 1 5em;
    min-inline-size: 0;
  }
  .name {
    overflow-wrap: anywhere;
    line-height: 1.3;
  }
  .note {
    display: block;
    color: var(--_muted);
    font-size: 0.8em;
  }
  .note > * + *::before {
    content: '\\00a0· ';
  }
  .poor .icon {
    --_icon: 14px;
    margin-inline-end: 4px;
    color: var(--_warn);
    vertical-align: -2px;
  }
  .facts {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    margin-inline-start: auto;
    color: var(--_muted);
  }
  .fact {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    font-size: 0.8em;
    font-variant-numeric: tabular-nums;
  }
  .fact .icon {
    --_icon: 18px;
  }
  .fact.is-off {
    color: var(--_off);
  }
  .fact.hand {
    padding: 2px 6px;
    border-radius: 12px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 650;
  }
  .actions {
    --_button: 36px;
    flex: none;
    background: none;
  }
  @container noom-participants (max-width: 20em) {
    .facts:has(.hand) {
      order: 1;
      flex-basis: 100%;
      padding-inline-start: 46px;
    }
  }
  @container noom-participants (max-width: 15em) {
    .facts {
      order: 1;
      flex-basis: 100%;
      padding-inline-start: 46px;
    }
  }
  .small {
    --_button: 36px;
    padding-inline: 12px;
    font-size: 0.867em;
  }
  .volume {
    display: flex;
    align-items: center;
    gap: 10px;
    flex: 1 0 100%;
    color: var(--_muted);
  }
  .volume input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 32px;
    border-radius: 8px;
    accent-color: var(--_accent);
  }
  .empty {
    margin: 0;
    padding: 8px 16px;
    color: var(--_muted);
  }
  .notice {
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0 16px 8px;
    padding-block: 4px;
    padding-inline: 12px 6px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-field);
    background: var(--_raised);
    font-size: 0.933em;
  }
  .notice > :first-child {
    flex: 1;
    min-inline-size: 0;
  }
  .notice p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .notice .hint {
    color: var(--_muted);
  }
  .notice .round {
    --_button: 32px;
    flex: none;
    background: none;
  }
  .invite {
    flex: none;
    display: grid;
    gap: 8px;
    padding: 12px 16px;
    border-block-start: 1px solid var(--_line);
  }
  .invite-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .invite-buttons .button {
    --_button: 44px;
    flex: 1;
    padding-inline: 12px;
  }
  .outcome {
    margin: 0;
    color: var(--_muted);
    font-size: 0.867em;
  }
  .outcome:not(:has(*)) {
    display: none;
  }
  .dialog p {
    margin: 8px 0 20px;
    color: var(--_muted);
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px;
  }
  .answers .button {
    --_button: 44px;
  }
  @media (forced-colors: active) {
    .avatar,
    .chip {
      border: 1px solid CanvasText;
    }
  }
`;
