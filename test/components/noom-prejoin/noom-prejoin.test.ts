import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CallError } from '../../../src/core/index.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { until } from '../../harness/until.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { focused, once, RoomPage } from '../noom-room/room-page.js';

describe('<noom-prejoin>', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
    restore();
    localStorage.clear();
  });

  async function open(options: ConstructorParameters<typeof RoomPage>[0] = {}): Promise<void> {
    page = new RoomPage({ attributes: 'room="tea"', ...options });
    await page.inState('prejoin');
    await until(() => {
      const { camera, microphone } = page.room.snapshot.self.sources;
      return !camera.pending && !microphone.pending;
    });
    await page.drawn();
  }

  const inside = (selector: string): HTMLElement | null =>
    page.prejoin.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  const input = (name: string): HTMLInputElement => inside(`#${name}`) as HTMLInputElement;
  const joinButton = (): HTMLButtonElement => inside('.join') as HTMLButtonElement;
  const texts = (): string => page.prejoin.shadowRoot?.textContent.replaceAll(/\s+/g, ' ') ?? '';
  const problemOf = (name: string): string | undefined =>
    inside(`#${input(name).getAttribute('aria-describedby') ?? 'none'}`)?.textContent;

  function type(name: string, text: string): void {
    input(name).value = text;
    input(name).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }

  it('shows the local picture and the devices, and joins by the name that was typed', async () => {
    await open();
    expect(page.room.snapshot.self.sources.camera.on).to.equal(true);
    expect(inside('noom-video')?.getAttribute('participant')).to.equal('local');
    expect(
      [...(page.prejoin.shadowRoot?.querySelectorAll('noom-device-select') ?? [])].map(({ kind }) => kind),
    ).to.deep.equal(['camera', 'microphone', 'speaker']);
    expect(inside('h2')?.textContent).to.equal('Join “tea”');
    type('name', '  Ann  ');
    const asked = once(page.room, 'noom-join-request');
    joinButton().click();
    expect(await asked).to.include({ room: 'tea', displayName: 'Ann' });
    await page.inState('joined');
    expect(page.room.snapshot.self.name).to.equal('Ann');
  });

  it('joins by Enter in the name field', async () => {
    await open();
    page.prejoin.focus();
    expect(focused()).to.equal(input('name'));
    await sendKeys({ type: 'Bo' });
    await sendKeys({ press: 'Enter' });
    await page.inState('joined');
  });

  it('can be cancelled by the page', async () => {
    await open({ attributes: 'room="tea" display-name="Ann"' });
    page.room.addEventListener('noom-join-request', (event) => {
      event.preventDefault();
    });
    const asked = once(page.room, 'noom-join-request');
    joinButton().click();
    await asked;
    await page.drawn();
    expect(page.room.state).to.equal('prejoin');
  });

  it('asks again for an empty or too long name, at the field, until it is valid', async () => {
    await open();
    joinButton().click();
    await page.drawn();
    expect(problemOf('name')).to.equal('Enter your name.');
    expect(input('name').getAttribute('aria-invalid')).to.equal('true');
    await until(() => focused() === input('name'));
    type('name', '한'.repeat(65));
    await page.drawn();
    joinButton().click();
    await page.drawn();
    expect(problemOf('name')).to.equal('Use at most 64 characters.');
    type('name', '한'.repeat(64));
    await page.drawn();
    expect(input('name').getAttribute('aria-invalid')).to.equal('false');
    joinButton().click();
    await page.inState('joined');
  });

  it('asks for the room when the tag has none', async () => {
    page = new RoomPage({ attributes: 'display-name="Ann"' });
    await page.inState('prejoin');
    joinButton().click();
    await page.drawn();
    expect(problemOf('room')).to.equal('Enter the room’s name.');
    type('room', 'tea');
    joinButton().click();
    await page.inState('joined');
    expect(page.room.snapshot.room).to.equal('tea');
  });

  it('turns microphone and camera off before joining, and joins with them off', async () => {
    await open({ attributes: 'room="tea" display-name="Ann"' });
    const [microphone, camera] = [...(page.prejoin.shadowRoot?.querySelectorAll<HTMLElement>('.round') ?? [])];
    expect(microphone?.getAttribute('aria-label')).to.equal('Turn microphone off');
    microphone?.click();
    camera?.click();
    await until(() => !page.room.snapshot.self.sources.camera.on && !page.room.snapshot.self.sources.microphone.on);
    await page.drawn();
    expect(camera?.getAttribute('aria-label')).to.equal('Turn camera on');
    joinButton().click();
    await page.inState('joined');
    const { sources } = page.room.snapshot.self;
    expect([sources.camera.on, sources.microphone.on]).to.deep.equal([false, false]);
  });

  it('explains a refused camera, joins without it, and does not ask again', async () => {
    await open({
      attributes: 'room="tea" display-name="Ann"',
      prepare: ({ devices }) => {
        devices.deny('camera');
      },
    });
    await until(() => texts().includes('Your camera is blocked'));
    await until(() => inside('[role=alert] .steps'));
    expect(inside('noom-video') === null).to.equal(true);
    // The microphone is not blocked: it can be turned off, and its level seen.
    expect(inside('.alone .round')?.getAttribute('aria-label')).to.equal('Turn microphone off');
    expect(inside('.alone .level') !== null).to.equal(true);
    expect(joinButton().textContent.trim()).to.equal('Join without camera');
    const errors: string[] = [];
    page.room.addEventListener('noom-error', ({ error }) => errors.push(error.code));
    joinButton().click();
    await page.inState('joined');
    await until(() => page.room.snapshot.self.sources.microphone.on);
    expect(page.room.snapshot.self.sources.camera.on).to.equal(false);
    expect(errors).to.deep.equal([]);
  });

  it('names the embedding page, and offers no retry, where that page forbids the camera', async () => {
    replace(document, 'featurePolicy', { allowsFeature: () => false });
    await open({
      attributes: 'room="tea" display-name="Ann"',
      prepare: ({ devices }) => {
        devices.deny('camera');
      },
    });
    await until(() => texts().includes('Your camera is blocked'));
    await until(() => inside('[role=alert]'));
    const notice = inside('[role=alert]');
    expect(notice?.textContent).to.include('<iframe allow=').and.not.include('Allow');
    expect(notice?.querySelector('button') === null).to.equal(true);
    await expectAccessible(page.box);
  });

  it('says how to allow it where the system refuses it, and tries again', async () => {
    replace(navigator, 'userAgent', 'Mozilla/5.0 (Macintosh) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36');
    replace(navigator, 'maxTouchPoints', 0);
    let isRefused = true;
    await open({
      prepare: ({ devices }) => {
        const { open: openDevices } = devices;
        replace(devices, 'open', (...request: Parameters<typeof openDevices>) =>
          isRefused ? Promise.reject(new CallError('system-blocked')) : openDevices.apply(devices, request),
        );
      },
    });
    await until(() => inside('[role=alert] .steps'));
    expect(texts()).to.include('Privacy & Security').and.to.include('Quit Chrome, and open it again.');
    expect(inside('details') === null).to.equal(true);
    isRefused = false;
    inside('.retry')?.click();
    await until(() => page.room.snapshot.self.sources.camera.on && page.room.snapshot.self.sources.microphone.on);
    await until(() => inside('[role=alert]') === null);
  });

  it('does not report an unanswered prompt as blocked', async () => {
    await open({
      prepare: ({ devices }) => {
        replace(devices, 'open', () => Promise.reject(new CallError('permission-dismissed')));
        replace(devices, 'permission', () => Promise.resolve('prompt'));
      },
    });
    await until(() => inside('[role=alert]')?.textContent.includes('closed without an answer'));
    expect(texts()).to.not.include('blocked');
    expect(page.room.snapshot.permissions).to.deep.equal({ camera: 'prompt', microphone: 'prompt' });
  });

  it('notices by itself when a blocked camera is allowed', async () => {
    await open({
      prepare: ({ devices }) => {
        devices.deny('camera');
      },
    });
    await until(() => texts().includes('Your camera is blocked'));
    page.memory.devices.allow('camera');
    await until(() => inside('noom-video') !== null);
    await until(() => page.room.snapshot.self.sources.camera.on);
  });

  it('says what is wrong with a device, and joins without it', async () => {
    await open({
      attributes: 'room="tea" display-name="Ann"',
      prepare: ({ devices }) => {
        devices.busy('front');
      },
    });
    await until(() => texts().includes('could not be started'));
    await expectAccessible(page.box);
    joinButton().click();
    await page.inState('joined');
  });

  it('works as a tag of its own beside the page’s UI, and goes once joined', async () => {
    page = new RoomPage({
      attributes: 'room="tea" display-name="Ann"',
      children: '<p>…</p>',
      around: '<noom-prejoin for="room"></noom-prejoin>',
    });
    await page.inState('prejoin');
    joinButton().click();
    await page.inState('joined');
    expect(inside('form')).to.equal(null);
    await page.room.leave();
    await page.drawn();
    expect(inside('form')).to.not.equal(null);
  });

  it('joins each room by its own name, whatever was typed for the one before', async () => {
    await open({ attributes: '' });
    const prejoin = document.createElement('noom-prejoin');
    page.box.append(prejoin);
    prejoin.room = page.room;
    await prejoin.updateComplete;
    const field = (name: string): HTMLInputElement | null =>
      prejoin.shadowRoot?.querySelector<HTMLInputElement>(`#${name}`) ?? null;
    await until(() => field('room'));
    for (const [name, text] of [
      ['name', 'Ann'],
      ['room', 'coffee'],
    ] as const) {
      (field(name) as HTMLInputElement).value = text;
      field(name)?.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
    const other = new RoomPage({ attributes: 'room="tea"' });
    await other.inState('prejoin');
    prejoin.room = other.room;
    await until(() => field('room') === null);
    const asked = once(prejoin, 'noom-join-request');
    prejoin.addEventListener('noom-join-request', (event) => {
      event.preventDefault();
    });
    prejoin.shadowRoot?.querySelector<HTMLButtonElement>('.join')?.click();
    const { room, displayName } = await asked;
    await other.close();
    expect([room, displayName]).to.deep.equal(['tea', 'Ann']);
  });
});
