import type { CallError } from '../../base/errors.js';
import { ScreenCapture } from '../../devices/displays/screen-capture.js';
import type { CallContext } from '../../model/call-context.js';
import type { DisplaySource } from '../../model/sources.js';
import type { CallSeams } from '../context/options.js';

/** What the capture of a display needs of the call. */
interface ScreenContext extends Pick<CallContext, 'getSnapshot' | 'apply' | 'tellError'> {
  readonly seams: Pick<CallSeams, 'displays'>;
  handleSource(source: DisplaySource): void;
}

/** The capture of a display, in a call: its tracks and failures are in the snapshot. */
export function createScreen(context: ScreenContext): ScreenCapture {
  const { seams, apply, getSnapshot, handleSource, tellError } = context;
  let failure: CallError | null = null;
  const handleSources = (sources: readonly DisplaySource[]): void => {
    // All of them first: one offer is made for both.
    for (const source of sources) apply({ type: 'local-source', source, state: screen.getState(source) });
    for (const source of sources) handleSource(source);
    const isSettled = screen.getState('screen').on && failure !== null;
    if (isSettled && getSnapshot().error === failure) apply({ type: 'error', error: null });
  };
  const screen = new ScreenCapture(seams.displays, {
    handleSources,
    handleError: (error) => {
      tellError(error);
      ({ error: failure } = getSnapshot());
    },
  });
  return screen;
}
