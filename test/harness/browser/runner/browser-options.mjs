/**
 * How the tests start a browser: with fake devices and without prompts. Shared by web-test-runner and the e2e tests.
 */

/** Three cameras, so that switching can be tested; sound may play at once; a root's container has no sandbox. */
export const CHROMIUM_ARGS = [
  // Its address bar draws its suggestions with two pages of its own: for each window most of a second of a processor.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
  '--no-sandbox',
  '--use-fake-device-for-media-stream=device-count=3,fps=30',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

/** The same for Firefox, as far as it has it: it has one fake camera. Permissions are granted (1). */
export const FIREFOX_PREFERENCES = {
  'media.navigator.streams.fake': true,
  'permissions.default.camera': 1,
  'permissions.default.microphone': 1,
  // Headless it reports that the user prefers reduced motion.
  'ui.prefersReducedMotion': 0,
  'media.autoplay.default': 0,
  'media.autoplay.block-webaudio': false,
};
