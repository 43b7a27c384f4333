import { executeServerCommand } from '@web/test-runner-commands';

/**
 * Every test begins in a page that has the focus. Without it browsers draw no ring around what has the keyboard, and
 * let no press fill the screen; a window that an earlier file opened may have taken it.
 */
beforeEach(async () => {
  if (!document.hasFocus()) await executeServerCommand('bring-to-front');
});
