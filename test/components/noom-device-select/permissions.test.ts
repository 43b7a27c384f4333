import { expect } from '@open-wc/testing';
import { replace } from '../../fakes/browser/replaced.js';
import { until } from '../../harness/until.js';
import { CAMERAS, button, note, permit, plug, select, usePickers } from './picker-on-page.js';

describe('<noom-device-select> that may not, or not yet', () => {
  const pickers = usePickers();
  const { put } = pickers;

  it('explains a blocked permission, and notices by itself when it is granted', async () => {
    plug([]);
    const status = permit('denied');
    const tag = await put();
    const told: string[] = [];
    tag.addEventListener('noom-permission-changed', ({ kind, permission }) => told.push(`${kind} ${permission}`));
    await until(() => note(tag).startsWith('Allow it for this website'));
    expect(select(tag).options[0]?.text).to.equal('Your camera is blocked');
    expect(button(tag)).to.equal(null);
    status.state = 'granted';
    status.dispatchEvent(new Event('change'));
    plug(CAMERAS);
    await until(() => tag.devices.length === 2);
    await tag.updateComplete;
    expect(note(tag)).to.equal('');
    expect(told.at(-1)).to.equal('camera granted');
  });

  it('names the embedding page, and no icon, where that page forbids the camera', async () => {
    replace(document, 'featurePolicy', { allowsFeature: () => false });
    plug([]);
    permit('denied');
    const tag = await put();
    await until(() => note(tag).includes('<iframe allow='));
    expect(note(tag)).to.not.include('Press the icon');
    expect([tag.permission, button(tag)]).to.deep.equal(['denied', null]);
  });

  it('says that a dismissed prompt was not answered, and offers to ask again', async () => {
    plug([]);
    permit('prompt');
    replace(navigator.mediaDevices, 'getUserMedia', () =>
      Promise.reject(new DOMException('Permission dismissed', 'NotAllowedError')),
    );
    const tag = await put();
    await until(() => button(tag) !== null);
    button(tag)?.click();
    await until(() => note(tag).includes('closed without an answer'));
    expect([tag.permission, button(tag)?.textContent.trim()]).to.deep.equal(['prompt', 'Allow camera']);
  });

  it('offers to ask for permission, and lists the devices once it was granted', async () => {
    const list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
    plug([]);
    const status = permit('prompt');
    const tag = await put();
    await until(() => button(tag)?.textContent.trim() === 'Allow camera');
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const opened: MediaStream[] = [];
    replace(navigator.mediaDevices, 'getUserMedia', async (constraints: MediaStreamConstraints) => {
      const stream = await real(constraints);
      opened.push(stream);
      status.state = 'granted';
      replace(navigator.mediaDevices, 'enumerateDevices', list);
      return stream;
    });
    button(tag)?.click();
    await until(() => tag.devices.length > 0);
    await tag.updateComplete;
    expect(button(tag)).to.equal(null);
    expect(opened[0]?.getTracks().map(({ readyState }) => readyState)).to.deep.equal(['ended']);
  });

  it('offers to open a device that is allowed but not named yet', async () => {
    // Firefox, on a page for which the user let it remember the permission.
    plug([{ kind: 'videoinput', deviceId: '', label: '' }]);
    permit('granted');
    const tag = await put();
    await until(() => button(tag)?.textContent.trim() === 'Allow camera');
    expect(select(tag).options[0]?.text).to.equal('Default');
  });

  it('says so when the user refuses', async () => {
    plug([]);
    permit('prompt');
    const tag = await put();
    await until(() => button(tag) !== null);
    replace(navigator.mediaDevices, 'getUserMedia', () => Promise.reject(new DOMException('', 'NotAllowedError')));
    permit('denied');
    button(tag)?.click();
    await until(() => tag.permission === 'denied');
    await until(() => note(tag).startsWith('Allow it for this website'));
  });

  it('says what to do about a camera that is in use', async () => {
    plug(CAMERAS);
    replace(navigator.mediaDevices, 'getUserMedia', () => Promise.reject(new DOMException('', 'NotReadableError')));
    const tag = await put('preview');
    await until(() => note(tag).includes('Close other programs that use it'));
    expect(select(tag).disabled).to.equal(false);
  });

  it('explains that the system chooses the speaker where a page cannot', async () => {
    replace(HTMLMediaElement.prototype, 'setSinkId', undefined);
    delete (HTMLMediaElement.prototype as Partial<HTMLMediaElement>).setSinkId;
    plug([]);
    const tag = await put('kind="speaker"');
    await until(() => note(tag) === 'This browser plays through the speaker that the system has chosen.');
    expect(select(tag).disabled).to.equal(true);
    expect(select(tag).options[0]?.text).to.equal('Default speaker');
  });

  it('is not taken from one kind for another that the tag is for by then', async () => {
    plug([
      { kind: 'videoinput', deviceId: '', label: '' },
      { kind: 'audioinput', deviceId: 'mic', label: '' },
    ]);
    // A browser that does not tell.
    replace(navigator.permissions, 'query', () => Promise.reject(new TypeError('unknown name')));
    const answers: (() => void)[] = [];
    const asked: MediaStreamConstraints[] = [];
    replace(navigator.mediaDevices, 'getUserMedia', (constraints: MediaStreamConstraints) => {
      asked.push(constraints);
      return new Promise<MediaStream>((resolve) => {
        answers.push(() => {
          resolve(new MediaStream());
        });
      });
    });
    const tag = await put('preview meter');
    await until(() => button(tag));
    button(tag)?.click();
    await until(() => asked.length === 1);
    tag.kind = 'microphone';
    await until(() => tag.devices.length === 1);
    answers[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await tag.updateComplete;
    expect([tag.permission, asked.length]).to.deep.equal(['unknown', 1]);
  });
});
