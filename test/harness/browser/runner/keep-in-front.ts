import { executeServerCommand } from '@web/test-runner-commands';

/**
 * Every test begins in a page that has the focus. Without it browsers draw no ring around what has the keyboard, and
 * let no press fill the screen; a window that an earlier file opened may have taken it. And it is at its top: Firefox stays
 * where an earlier test has scrolled to, if that is within the next test's page, and nothing was laid out in between.
 */
beforeEach(async () => {
  window.scrollTo({ top: 0, left: 0, behavior: 'instant' });
  if (!document.hasFocus()) await executeServerCommand('bring-to-front');
});
