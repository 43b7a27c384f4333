import { expect } from '@open-wc/testing';
import {
  CallError,
  ERROR_TEXTS,
  isCallErrorCode,
  toCallError,
  toFatal,
  type CallErrorCode,
} from '../../../src/core/base/errors.js';

const codes = Object.keys(ERROR_TEXTS) as CallErrorCode[];

describe('an error of a call', () => {
  it('has every code of the contract', () => {
    expect(codes.join(' ')).to.equal(
      'permission-denied permission-dismissed system-blocked device-missing device-in-use screen-unavailable insecure-context policy-blocked unsupported ' +
        'signaling-unreachable unauthorized token-expired token-unavailable invalid-room invalid-name room-full room-locked denied ' +
        'not-allowed ice-failed turn-unauthorized turn-unavailable sfu-unreachable media-lost rate-limited message-too-large file-rejected internal',
    );
  });

  for (const code of codes) {
    it(`“${code}” says what failed and what to do about it`, () => {
      const error = new CallError(code);
      expect([error.code, error.name, error.fatal]).to.deep.equal([code, 'CallError', false]);
      expect(error).to.be.instanceOf(Error);
      expect(error.message).to.match(/^[A-Z].{10,}\.$/);
      expect(error.hint).to.match(/^[A-Z].{10,}\.?>?$/);
    });
  }

  it('may have its own message and cause', () => {
    const cause = new Error('inner');
    const { message, hint, fatal, ...rest } = new CallError('internal', { message: 'm', hint: '', fatal: true, cause });
    expect([message, hint, fatal]).to.deep.equal(['m', '', true]);
    expect(rest).to.include({ code: 'internal' });
    expect(new CallError('internal', { cause }).cause).to.equal(cause);
  });

  it('is made of any thrown value', () => {
    const error = new CallError('denied');
    expect(toCallError(error)).to.equal(error);
    for (const thrown of [new TypeError('x'), 'text', null, undefined]) {
      const made = toCallError(thrown);
      expect([made.code, made.cause]).to.deep.equal(['internal', thrown]);
    }
  });

  it('that ends the call is the same error, but fatal', () => {
    const error = new CallError('room-full', { message: 'm', hint: 'h', cause: 'c' });
    const { code, message, hint, cause, fatal } = toFatal(error);
    expect([code, message, hint, cause, fatal]).to.deep.equal(['room-full', 'm', 'h', 'c', true]);
  });

  it('that came over the wire has a code that this version knows, or is none', () => {
    expect(codes.every(isCallErrorCode)).to.equal(true);
    for (const code of ['', 'bad-request', 'toString', '__proto__', 'constructor']) {
      expect(isCallErrorCode(code), code).to.equal(false);
    }
  });
});
