import { expect } from '@open-wc/testing';
import { CallError, type CallController } from '../../../../src/core/index.js';
import { until } from '../../../harness/until.js';
import { RoomPage } from '../room-page.js';

const errorOf = (failing: Promise<unknown>): Promise<CallError> =>
  failing.then(
    () => expect.fail('It has not failed.'),
    (error: unknown) => error as CallError,
  );

describe('what fails in a call that the page has made', () => {
  let page: RoomPage;
  let call: CallController;

  beforeEach(() => {
    page = new RoomPage({ attributes: 'lang="ko" room="tea"' });
  });
  afterEach(() => page.close());

  it('is shown in the language of the room, where it failed before the room had the call', async () => {
    call = page.memory.createCall({ room: 'tea', displayName: 'Me', topology: 'sfu' });
    const { message } = await errorOf(call.join());
    expect(message).to.match(/^[A-Z]/);
    page.room.call = call;
    await page.inState('failed');
    await until(() => page.find('.message')?.textContent.includes('여기서는 지원되지 않습니다.') === true);
    expect(page.find('.message')?.textContent).not.to.include(message);
  });

  it('is told and shown in the language of the room, where the call was under way before', async () => {
    call = page.memory.createCall({ room: 'tea', displayName: 'Me' });
    await call.join();
    page.room.call = call;
    await page.inState('joined');
    const error = await errorOf(call.pin('nobody'));
    expect([error.code, error.message]).to.deep.equal(['not-allowed', '지금은 할 수 없습니다.']);
    page.room.report(new CallError('file-rejected', { message: 'The file is too large.' }));
    await until(() => page.find('.notice .hint') !== null);
    const shown = page.find('.notice:has(.hint)')?.textContent ?? '';
    expect(shown).to.include('파일을 주고받을 수 없습니다.');
    expect(shown).not.to.include('The file');
    page.room.lang = 'en';
    await until(() => page.find('.notice:has(.hint)')?.textContent.includes('The file is too large.') === true);
  });
});
