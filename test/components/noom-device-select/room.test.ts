import { expect } from '@open-wc/testing';
import type { NoomDeviceSelect } from '../../../src/components/noom-device-select/index.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { putRoom, type RoomOnPage, type RoomOnPageOptions } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

describe('<noom-device-select> in a room', () => {
  let page: RoomOnPage | null = null;

  afterEach(async () => {
    restore();
    await page?.close();
    page = null;
  });

  async function put(
    attributes = '',
    options: Partial<RoomOnPageOptions> = {},
  ): Promise<{ page: RoomOnPage; tag: NoomDeviceSelect }> {
    page = await putRoom({ markup: `<noom-device-select ${attributes}></noom-device-select>`, ...options });
    const tag = page.find('noom-device-select');
    await until(() => tag.devices.length > 0);
    await tag.updateComplete;
    return { page, tag };
  }

  it('shows the room’s devices and the one in use', async () => {
    const { page, tag } = await put();
    expect([...select(tag).options].map(({ text }) => text)).to.deep.equal([
      'Front camera',
      'Back camera',
      'Desk camera',
    ]);
    await page.room.call.selectDevice('camera', 'desk');
    await until(() => select(tag).value === 'desk');
    expect(tag.value).to.equal('desk');
  });

  it('switches the camera of the call, and reports that it did', async () => {
    const { page, tag } = await put();
    const told: string[] = [];
    page.room.addEventListener('noom-device-request', ({ kind, deviceId }) => told.push(`ask ${kind} ${deviceId}`));
    page.room.addEventListener('change', () => told.push(`changed ${tag.value}`));
    choose(tag, 'desk');
    await until(() => told.length === 2);
    expect(told).to.deep.equal(['ask camera desk', 'changed desk']);
    expect(page.room.snapshot.self.sources.camera.deviceId).to.equal('desk');
  });

  it('mirrors its preview, unless the camera faces away from the user', async () => {
    const { page, tag } = await put('preview');
    const preview = tag.shadowRoot?.querySelector('video');
    const isMirrored = (): boolean | undefined => preview?.classList.contains('mirrored');
    await until(() => preview?.hidden === false);
    expect(isMirrored()).to.equal(true);
    await page.room.call.selectDevice('camera', 'back');
    await until(() => isMirrored() === false);
    await page.room.call.selectDevice('camera', 'desk');
    await until(() => isMirrored() === true);
  });

  it('returns to the one in use when the page cancels, or the other one cannot be opened', async () => {
    const { page, tag } = await put();
    let changes = 0;
    tag.addEventListener('change', () => (changes += 1));
    page.room.addEventListener('noom-device-request', (event) => {
      if (event.deviceId === 'desk') event.preventDefault();
    });
    choose(tag, 'desk');
    await until(() => select(tag).value === 'front');
    page.memory.devices.busy('back');
    choose(tag, 'back');
    await until(() => page.room.snapshot.error?.code === 'device-in-use');
    await until(() => select(tag).value === 'front');
    expect(changes).to.equal(0);
  });

  it('says which device is used in place of one that disappeared', async () => {
    const { page, tag } = await put();
    page.memory.devices.unplug('front');
    await until(() => tag.value === 'back');
    await until(() => note(tag) === '“Front camera” is no longer there. “Back camera” is used instead.');
  });

  it('shows the local participant’s picture, and that the camera is off', async () => {
    const { page, tag } = await put('preview');
    const video = (): HTMLVideoElement | null | undefined => tag.shadowRoot?.querySelector('video');
    await new Promise((resolve) => video()?.requestVideoFrameCallback(resolve));
    await page.room.call.setCamera(false);
    await until(() => video()?.hidden === true && video()?.srcObject === null);
  });

  it('explains in Korean that the camera is blocked, and notices when it no longer is', async () => {
    const { page, tag } = await put('', { lang: 'ko' });
    page.memory.devices.deny('camera');
    await until(() => tag.permission === 'denied');
    await until(() => note(tag).startsWith('브라우저에서 이 웹 사이트에 허용'));
    page.memory.devices.allow('camera');
    await until(() => note(tag) === '');
  });

  it('asks for permission on request, also before joining', async () => {
    const { page, tag } = await put('', { isJoining: false, devices: { permission: 'prompt' } });
    const button = (): HTMLButtonElement | null | undefined => tag.shadowRoot?.querySelector('button');
    await until(() => button()?.textContent.trim() === 'Allow camera');
    expect(select(tag).options[0]?.text).to.equal('Camera 1');
    button()?.click();
    await until(() => tag.permission === 'granted' && button() === null);
    await until(() => select(tag).options[0]?.text === 'Front camera');
    expect(page.room.snapshot.self.sources.camera.on).to.equal(true);
  });

  it('waits for a named room that is not there yet, instead of opening the camera by itself', async () => {
    const tag = document.createElement('noom-device-select');
    tag.setAttribute('for', 'later');
    tag.preview = true;
    document.body.append(tag);
    await tag.updateComplete;
    expect(tag.devices).to.deep.equal([]);
    page = await putRoom({ markup: '<p></p>' });
    page.room.id = 'later';
    await until(() => tag.devices.length === 3);
    tag.remove();
  });

  it('shows the newest choice while an older one is carried out', async () => {
    const { page, tag } = await put();
    const ends: (() => void)[] = [];
    replace(page.room.call, 'selectDevice', () => new Promise<void>((resolve) => ends.push(resolve)));
    choose(tag, 'back');
    choose(tag, 'desk');
    await until(() => ends.length === 2);
    ends[0]?.();
    for (let turn = 0; turn < 5; turn += 1) await tag.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    await tag.updateComplete;
    expect([select(tag).value, select(tag).ariaBusy]).to.deep.equal(['desk', 'true']);
    ends[1]?.();
  });
});

function select(tag: NoomDeviceSelect): HTMLSelectElement {
  const found = tag.shadowRoot?.querySelector('select');
  if (!found) throw new Error('The picker has no select.');
  return found;
}

function note(tag: NoomDeviceSelect): string {
  return tag.shadowRoot?.querySelector('[role=status]')?.textContent.trim() ?? '';
}

/** As a user does. */
function choose(tag: NoomDeviceSelect, deviceId: string): void {
  select(tag).value = deviceId;
  select(tag).dispatchEvent(new Event('change', { bubbles: true }));
}
