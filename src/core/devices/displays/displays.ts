/** What was captured of a display: its pictures, and its sound where the browser and the person give it. */
export interface DisplayCapture {
  readonly screen: MediaStreamTrack;
  readonly 'screen-audio': MediaStreamTrack | null;
}

/** The displays of this machine: its screens, the windows of its programs, the tabs of its browser. */
export interface Displays {
  /** Whether this browser can capture one: those of phones cannot. */
  readonly isSupported: boolean;

  /**
   * Lets the person choose one, in one prompt for pictures and sound. To be called in the task of a press: browsers
   * ask only then. A prompt cannot be withdrawn. The caller owns the tracks and stops them.
   * @throws CallError `permission-dismissed` when the person chose none, `screen-unavailable`, `policy-blocked`,
   * `insecure-context`, `unsupported`, `not-allowed` outside of a press.
   */
  open(): Promise<DisplayCapture>;
}
