import { expect } from '@open-wc/testing';
import { toDisplayError } from '../../../src/core/devices/displays/display-errors.js';

const codeOf = (name: string, message = '', isPolicyAllowed = true): string =>
  toDisplayError(new DOMException(message, name), isPolicyAllowed).code;

describe('a display that cannot be captured', () => {
  it('was not chosen, where the person refused', () => {
    // Chromium's, Chromium's by the button, Firefox's.
    for (const message of ['Permission denied', 'Permission denied by user', 'The request is not allowed by …']) {
      expect(codeOf('NotAllowedError', message)).to.equal('permission-dismissed');
    }
  });

  it('is not the person’s choice where the system or the embedding page refused', () => {
    expect(codeOf('NotAllowedError', 'Permission denied by system')).to.equal('screen-unavailable');
    expect(codeOf('NotAllowedError', 'Permission denied', false)).to.equal('policy-blocked');
    expect(codeOf('SecurityError')).to.equal('policy-blocked');
    expect(codeOf('NotFoundError')).to.equal('screen-unavailable');
    expect(codeOf('NotReadableError')).to.equal('screen-unavailable');
  });

  it('says that it needs a press, where it was asked for without one', () => {
    const error = toDisplayError(new DOMException('no gesture', 'InvalidStateError'), true);
    expect([error.code, error.message]).to.deep.equal([
      'not-allowed',
      'The browser asks for a screen only in a press.',
    ]);
  });

  it('is internal where the browser throws what no specification has', () => {
    expect(toDisplayError('what', true).code).to.equal('internal');
  });
});
