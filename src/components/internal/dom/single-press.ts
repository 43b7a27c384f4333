/**
 * Handles a press, but not the second one of a double click: what is at that place by then is something else, as the next
 * one who waits, or the button that cancels what the first press began.
 */
export function singlePress(handle: () => unknown): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail <= 1) handle();
  };
}
