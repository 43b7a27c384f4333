import type { LitElement } from 'lit';

/** The tag of a view. */
export interface SettingsHost extends LitElement {
  readonly htmlFor: string;
  open: boolean;
}
