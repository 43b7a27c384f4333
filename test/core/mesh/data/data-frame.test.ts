import { expect } from '@open-wc/testing';
import { CallError } from '../../../../src/core/base/errors.js';
import { decodeFrame, encodeFrame, MAX_FRAME_BYTES, type PlaneData } from '../../../../src/core/media/data-frame.js';

/** What arrives of a message: text as it is, bytes as the buffer that a data channel delivers. */
function carry(message: PlaneData): PlaneData | null {
  const frame = encodeFrame(message);
  return decodeFrame(typeof frame === 'string' ? frame : frame.buffer);
}

function codeOf(message: PlaneData): string {
  try {
    encodeFrame(message);
    return 'fine';
  } catch (error) {
    return error instanceof CallError ? error.code : String(error);
  }
}

describe('a frame on the data channel', () => {
  for (const text of ['', 'hello', '두 줄\n한국어 🍵', '\0', ' leading']) {
    it(`carries the text ${JSON.stringify(text)} as it is`, () => {
      expect(carry({ channel: 'cursor', data: text })).to.deep.equal({ channel: 'cursor', data: text });
    });
  }

  it('carries bytes as they are', () => {
    const data = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
    expect(carry({ channel: '이름', data })).to.deep.equal({ channel: '이름', data });
    expect(carry({ channel: 'empty', data: new Uint8Array() })).to.deep.equal({
      channel: 'empty',
      data: new Uint8Array(),
    });
  });

  it('carries the part of a buffer that a view shows', () => {
    const data = new Uint8Array(Uint8Array.of(1, 2, 3, 4).buffer, 1, 2);
    expect(carry({ channel: 'view', data })?.data).to.deep.equal(Uint8Array.of(2, 3));
  });

  it('is a copy, so that the caller may go on writing to the bytes', () => {
    const data = Uint8Array.of(1);
    const frame = encodeFrame({ channel: 'c', data });
    data[0] = 9;
    expect([...(frame as Uint8Array)]).to.deep.equal([1, 99, 1]);
  });

  it('has a channel named by 1 to 64 bytes on one line', () => {
    expect(codeOf({ channel: 'x'.repeat(64), data: '' })).to.equal('fine');
    expect(codeOf({ channel: '가'.repeat(21), data: '' })).to.equal('fine');
    for (const channel of ['', 'x'.repeat(65), '가'.repeat(22), 'two\nlines']) {
      expect(codeOf({ channel, data: '' }), channel).to.equal('internal');
    }
  });

  it('is no larger than a data channel takes, in bytes and not in characters', () => {
    const room = MAX_FRAME_BYTES - 2;
    expect(codeOf({ channel: 'c', data: 'x'.repeat(room) })).to.equal('fine');
    expect(codeOf({ channel: 'c', data: 'x'.repeat(room + 1) })).to.equal('message-too-large');
    expect(codeOf({ channel: 'c', data: '가'.repeat(room / 3 + 1) })).to.equal('message-too-large');
    expect(codeOf({ channel: 'c', data: 'x'.repeat(16 * 1024 * 1024) })).to.equal('message-too-large');
    expect(codeOf({ channel: 'c', data: new Uint8Array(room) })).to.equal('fine');
    expect(codeOf({ channel: 'c', data: new Uint8Array(room + 1) })).to.equal('message-too-large');
  });

  it('is dropped when it is not of the kit’s format', () => {
    const bytes = (...values: number[]): ArrayBuffer => Uint8Array.from(values).buffer;
    const garbage = [
      '',
      'no line',
      '\nno name',
      `${'x'.repeat(65)}\nlong name`,
      bytes(),
      bytes(0, 1),
      bytes(5, 97),
      bytes(65),
    ];
    for (const message of [...garbage, null, undefined, 7, {}, new Blob()]) {
      expect(decodeFrame(message), JSON.stringify(message)).to.equal(null);
    }
  });

  it('with invalid UTF-8 in its name is read with replacement characters', () => {
    expect(decodeFrame(Uint8Array.of(2, 0xff, 97, 1).buffer)).to.deep.equal({
      channel: '\ufffda',
      data: Uint8Array.of(1),
    });
  });
});
