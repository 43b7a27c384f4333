import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { NoomDeviceSelect } from '../../../src/components/noom-device-select/index.js';
import { replace } from '../../fakes/browser/replaced.js';
import { itNeeds } from '../../harness/machine.js';
import { until } from '../../harness/until.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { CAMERAS, button, note, permit, plug, select, usePickers } from './picker-on-page.js';

describe('<noom-device-select> without a room', () => {
  const pickers = usePickers();
  const { put } = pickers;

  it('is accessible: with devices, with picture and level, blocked, before permission', async () => {
    const tag = await put('preview');
    await until(() => tag.devices.length > 0);
    await expectAccessible(tag);
    const microphone = await put('kind="microphone" meter');
    await until(() => microphone.devices.length > 0);
    await expectAccessible(microphone);
    plug([]);
    permit('denied');
    const blocked = await put();
    await until(() => blocked.permission === 'denied');
    await expectAccessible(blocked);
    permit('prompt');
    const prompt = await put();
    await until(() => button(prompt) !== null);
    await expectAccessible(prompt);
  });

  it('has the name of the device beside its icon, in any direction', async () => {
    plug(CAMERAS);
    for (const [dir, side] of Object.entries({ rtl: 'right', ltr: 'start' })) {
      const tag = await put('', (inner) => `<div dir="${dir}">${inner}</div>`);
      await until(() => tag.devices.length === 2);
      expect(getComputedStyle(select(tag)).textAlign).to.equal(side);
    }
  });

  it('is used by keyboard and named by its label', async () => {
    plug(CAMERAS);
    const tag = await put();
    await until(() => tag.devices.length === 2);
    await sendKeys({ press: 'Tab' });
    expect(document.activeElement).to.equal(tag);
    expect(tag.shadowRoot?.activeElement).to.equal(select(tag));
    expect(select(tag).labels[0]?.textContent).to.equal('Camera');
    await sendKeys({ press: 'ArrowDown' });
    expect(tag.value).to.equal(tag.devices[1]?.deviceId);
    tag.label = 'Which camera?';
    await tag.updateComplete;
    expect(select(tag).labels[0]?.textContent).to.equal('Which camera?');
  });

  it('lists the devices of its kind, the first one chosen', async () => {
    const tag = await put();
    await until(() => tag.devices.length > 0);
    expect(tag.devices.every(({ kind }) => kind === 'camera')).to.equal(true);
    expect([...select(tag).options].map(({ text }) => text)).to.deep.equal(tag.devices.map(({ label }) => label));
    expect(tag.value).to.equal(tag.devices[0]?.deviceId);
    expect(tag.permission).to.equal('granted');
    tag.kind = 'microphone';
    await until(() => tag.devices[0]?.kind === 'microphone');
    expect(tag.getAttribute('kind')).to.equal('microphone');
  });

  it('reports a choice by `change`, and remembers it for the next picker', async () => {
    plug(CAMERAS);
    const tag = await put();
    await until(() => tag.devices.length === 2);
    const told: string[] = [];
    pickers.page.addEventListener('change', (event) => told.push((event.target as NoomDeviceSelect).value));
    choose(tag, 'two');
    await until(() => told.length > 0);
    expect(told).to.deep.equal(['two']);
    const next = await put();
    await until(() => next.devices.length === 2);
    expect(next.value).to.equal('two');
    expect(select(next).value).to.equal('two');
  });

  it('is a field of its form', async () => {
    plug(CAMERAS);
    const tag = await put('name="camera"', (markup) => `<form><fieldset>${markup}</fieldset></form>`);
    const form = pickers.page.querySelector('form');
    const fieldset = pickers.page.querySelector('fieldset');
    if (form === null || fieldset === null) throw new Error('There is no form in the page.');
    await until(() => tag.value === 'one');
    tag.value = 'two';
    await tag.updateComplete;
    expect(tag.form).to.equal(form);
    expect([...new FormData(form)]).to.deep.equal([['camera', 'two']]);
    form.reset();
    await tag.updateComplete;
    expect(tag.value).to.equal('one');
    fieldset.disabled = true;
    await tag.updateComplete;
    expect(select(tag).disabled).to.equal(true);
    expect([...new FormData(form)]).to.deep.equal([]);
  });

  it('keeps the whole contract of a form field: validity, messages, labels', async () => {
    plug([]);
    const tag = await put(
      'id="field" name="camera" required',
      (markup) => `<form><label for="field">My camera</label>${markup}</form>`,
    );
    const form = pickers.page.querySelector('form') as HTMLFormElement;
    const label = pickers.page.querySelector('label') as HTMLLabelElement;
    await until(() => select(tag).options[0]?.text === 'No camera found');
    expect([...tag.labels]).to.deep.equal([label]);
    expect(tag.type).to.equal('noom-device-select');
    expect(tag.willValidate).to.equal(true);
    await until(() => tag.validationMessage === 'Choose a device.');
    expect([tag.validity.valueMissing, tag.validity.valid, tag.checkValidity(), form.checkValidity()]).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
    expect(tag.matches(':invalid')).to.equal(true);
    let invalid = 0;
    tag.addEventListener('invalid', () => (invalid += 1));
    expect(tag.reportValidity()).to.equal(false);
    expect(invalid).to.equal(1);
    plug(CAMERAS);
    await until(() => tag.checkValidity());
    expect(tag.validationMessage).to.equal('');
    tag.setCustomValidity('Not this one.');
    expect([tag.validity.customError, tag.validationMessage, form.checkValidity()]).to.deep.equal([
      true,
      'Not this one.',
      false,
    ]);
    // It holds until the page takes it back, whatever is chosen.
    choose(tag, 'two');
    await until(() => tag.value === 'two');
    expect(tag.checkValidity()).to.equal(false);
    tag.setCustomValidity('');
    expect(form.checkValidity()).to.equal(true);
    tag.disabled = true;
    await tag.updateComplete;
    expect(tag.willValidate).to.equal(false);
    tag.disabled = false;
    tag.required = false;
    plug([]);
    await until(() => tag.value === '');
    await until(() => tag.checkValidity());
  });

  it('is named by a label of the page, and focused by a click on it', async () => {
    plug(CAMERAS);
    const tag = await put('id="field"', (markup) => `<label id="named" for="field">My <b>camera</b></label>${markup}`);
    await until(() => tag.devices.length === 2);
    expect(select(tag).getAttribute('aria-label')).to.equal('My camera');
    expect(tag.shadowRoot?.querySelector('label')).to.equal(null);
    await expectAccessible(tag);
    pickers.page.querySelector<HTMLElement>('#named')?.click();
    await until(() => tag.shadowRoot?.activeElement === select(tag));
    tag.label = 'Which?';
    await tag.updateComplete;
    expect(select(tag).labels[0]?.textContent).to.equal('Which?');
    expect(select(tag).hasAttribute('aria-label')).to.equal(false);
  });

  it('keeps its choice when the browser restores a form', async () => {
    plug(CAMERAS);
    const tag = await put('name="camera"');
    await until(() => tag.devices.length === 2);
    tag.formStateRestoreCallback('two');
    await until(() => tag.value === 'two');
  });

  it('follows devices that are plugged in and out, falls back and says so, and returns to the choice', async () => {
    plug(CAMERAS);
    const tag = await put();
    await until(() => tag.devices.length === 2);
    choose(tag, 'two');
    await until(() => tag.value === 'two');
    plug(CAMERAS.slice(0, 1));
    await until(() => tag.value === 'one');
    await tag.updateComplete;
    expect(note(tag)).to.equal('“Camera two” is no longer there. “Camera one” is used instead.');
    plug([]);
    await until(() => select(tag).options[0]?.text === 'No camera found');
    expect(select(tag).disabled).to.equal(true);
    plug(CAMERAS);
    await until(() => tag.value === 'two');
    await tag.updateComplete;
    expect(note(tag)).to.equal('');
  });

  itNeeds(
    'several cameras',
    'shows the picture of the chosen one, then of another, and releases both at the end',
    async () => {
      const tag = await put('preview');
      const shown = (): MediaStreamTrack | undefined =>
        (tag.shadowRoot?.querySelector('video')?.srcObject as MediaStream | null)?.getVideoTracks()[0];
      await until(() => shown() !== undefined);
      await new Promise((resolve) => tag.shadowRoot?.querySelector('video')?.requestVideoFrameCallback(resolve));
      const first = shown();
      const second = tag.devices[1]?.deviceId ?? '';
      choose(tag, second);
      await until(() => shown()?.getSettings().deviceId === second);
      expect(first?.readyState).to.equal('ended');
      const last = shown();
      tag.remove();
      expect(last?.readyState).to.equal('ended');
    },
  );

  it('releases a camera that opens after the tag was removed', async () => {
    const opened: MediaStream[] = [];
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    let open = (): void => undefined;
    const isAsked = new Promise<void>((asked) => {
      replace(navigator.mediaDevices, 'getUserMedia', async (constraints: MediaStreamConstraints) => {
        const stream = await real(constraints);
        opened.push(stream);
        asked();
        return new Promise((resolve) => {
          open = () => {
            resolve(stream);
          };
        });
      });
    });
    const tag = await put('preview');
    await isAsked;
    tag.remove();
    open();
    await until(() => opened[0]?.getTracks()[0]?.readyState === 'ended');
  });

  it('shows how loud the microphone is, once the user has interacted with the page', async () => {
    const tag = await put('kind="microphone" meter');
    await until(() => tag.devices.length > 0);
    await sendMouse({ type: 'click', position: [1, 1] });
    const meter = tag.shadowRoot?.querySelector('[role=meter]');
    await until(() => Number(meter?.getAttribute('aria-valuenow')) > 0, 'the meter moves');
  });
});

/** As a user does. */
function choose(tag: NoomDeviceSelect, deviceId: string): void {
  select(tag).value = deviceId;
  select(tag).dispatchEvent(new Event('change', { bubbles: true }));
}
