import { expect } from '@open-wc/testing';
import { until } from '../../harness/until.js';
import { once, type RoomPage } from '../noom-room/room-page.js';
import { openedPage, remembered, useSettings } from './settings-page.js';

describe('the sound of the microphone in <noom-settings>', () => {
  let page: RoomPage;
  const { box, inside, isShown } = useSettings(() => page);

  it('is asked of the call, where the browser can be asked, and shown as it really is', async () => {
    page = await openedPage();
    const asked: unknown[] = [];
    const { call } = page.room;
    const { setAudioProcessing } = call;
    call.setAudioProcessing = (processing) => {
      asked.push(processing);
      return setAudioProcessing.call(call, processing);
    };
    expect(box('noiseSuppression').checked).to.equal(true);
    box('noiseSuppression').click();
    await until(() => remembered() !== null);
    expect(asked).to.deep.equal([{ noiseSuppression: false }]);
    expect(remembered()).to.deep.equal({ noiseSuppression: false });
    // The browser tells that this microphone does it all the same.
    const { track } = page.room.snapshot.self.sources.microphone;
    if (track) track.getSettings = () => ({ noiseSuppression: true });
    box('messageSound').click();
    await page.drawn();
    expect(box('noiseSuppression').checked).to.equal(true);
    expect(inside('#hint-noiseSuppression')?.textContent).to.contain('does not change that');
  });

  it('is as chosen last where two are chosen at once', async () => {
    page = await openedPage();
    const { call } = page.room;
    const asked: unknown[] = [];
    const finish: (() => void)[] = [];
    call.setAudioProcessing = (processing) => {
      asked.push(processing);
      return new Promise((resolve) => finish.push(resolve));
    };
    box('noiseSuppression').click();
    box('echoCancellation').click();
    await page.drawn();
    expect(asked).to.deep.equal([{ noiseSuppression: false }, { noiseSuppression: false, echoCancellation: false }]);
    // The answers cross.
    for (const resolve of finish.reverse()) resolve();
    await until(() => remembered() !== null);
    expect(remembered()).to.deep.equal({ noiseSuppression: false, echoCancellation: false });
    expect([box('noiseSuppression').checked, box('echoCancellation').checked]).to.deep.equal([false, false]);
  });

  it('is remembered, and no failure, where the call is left while it changes', async () => {
    page = await openedPage();
    const errors: string[] = [];
    page.room.addEventListener('noom-error', ({ error }) => errors.push(error.code));
    const { track } = page.room.snapshot.self.sources.microphone;
    if (track) track.getSettings = () => ({ echoCancellation: true });
    box('echoCancellation').click();
    await page.room.leave();
    await until(() => remembered() !== null);
    expect([remembered(), errors, track?.readyState]).to.deep.equal([{ echoCancellation: false }, [], 'ended']);
    await page.room.join();
    page.room.panel = 'settings';
    await until(() => isShown());
    await page.drawn();
    expect(box('echoCancellation').checked).to.equal(false);
  });

  it('goes back, and the room tells why, where the microphone cannot be opened again', async () => {
    page = await openedPage();
    const failed = once(page.room, 'noom-error');
    const { track, deviceId } = page.room.snapshot.self.sources.microphone;
    if (track) track.getSettings = () => ({ echoCancellation: true });
    page.memory.devices.busy(deviceId ?? '');
    box('echoCancellation').click();
    expect((await failed).error.code).to.equal('device-in-use');
    await until(() => box('echoCancellation').checked);
    expect(remembered()).to.equal(null);
  });
});
