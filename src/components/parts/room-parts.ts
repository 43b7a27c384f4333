/** The parts of a call's UI that the first pictures do not need: one chunk. */
export { ControlsView } from '../noom-controls/controls-view.js';
export { followButton, menuStyles, renderMenu, type MenuItem } from '../internal/menu/index.js';
export { ReactionsView } from '../noom-reactions/reactions-view.js';
export { setPip } from '../internal/pip/index.js';
export { CallParts } from '../noom-room/lifecycle/call-parts.js';
export { warnIgnored } from '../noom-room/lifecycle/ignored-options.js';
export { isOnlyHost } from '../internal/link/only-host.js';
export { hearSchemeHints } from '../noom-room/mirror/scheme-hints.js';
export { fetchAhead } from '../noom-room/ui/fetch-ahead.js';
export { renderDialog } from '../noom-room/ui/dialogs/room-dialog.js';
export {
  renderBack,
  renderFacts,
  renderInterrupted,
  renderLeft,
  renderLobby,
  renderQuestions,
  renderSide,
  screensStyles,
} from '../noom-room/ui/room-screens.js';
export { whenConnected } from '../noom-room/ui/when-connected.js';
export { StageTools, toolStyles } from '../noom-stage/stage-tools.js';
export { captureFrame } from '../noom-video/capture-frame.js';
export { qualityTexts } from '../noom-video/extras/quality-badge.js';
export { renderExtras, renderOwnScreen, tileTexts } from '../noom-video/extras/tile-extras.js';
export { extrasStyles } from '../noom-video/extras/tile-extras.styles.js';
export { TileReports } from '../noom-video/reports/tile-reports.js';
export { hearCommandButtons } from '../internal/link/command-buttons.js';
export { saveFile } from '../internal/save/save-file.js';
export { Shortcuts } from '../internal/shortcuts/shortcuts.js';
