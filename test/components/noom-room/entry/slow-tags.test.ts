import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Lazy } from '../../../../src/core/index.js';
import { setUiTags, uiTags } from '../../../../src/components/internal/lazy/ui-tags.js';
import { FramedPipWindows, HAS_PIP_WINDOWS, pipWindow } from '../../../fakes/browser/pip-windows.js';
import { restore } from '../../../fakes/browser/replaced.js';
import { until } from '../../../harness/until.js';
import { putEntryRoom, type EntryPage } from './entry-page.js';

describe('tags of the UI that come late, or cannot be loaded', () => {
  let page: EntryPage;
  const former = uiTags;
  let isOffline = true;
  let opened: Promise<void> | null = null;

  beforeEach(() => {
    if (!HAS_PIP_WINDOWS) FramedPipWindows.install();
    isOffline = true;
    opened = null;
    setUiTags(
      new Lazy<unknown>(async () => {
        await opened;
        if (isOffline) throw new TypeError('Failed to fetch');
        return import('../../../../src/components/noom-room/ui-tags.js');
      }),
    );
  });

  afterEach(async () => {
    setUiTags(former);
    pipWindow()?.close();
    await page.close();
    restore();
  });

  it('give a panel that a person opened meanwhile the focus', async () => {
    isOffline = false;
    let open = (): void => undefined;
    opened = new Promise((resolve) => {
      open = resolve;
    });
    page = putEntryRoom('display-name="Me" autojoin');
    const { room, find } = page;
    await page.inState('joined');
    await until(() => room.isReady);
    room.showPanel('chat');
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(find('noom-stage')).to.equal(null);
    open();
    await until(() => find('noom-chat')?.matches(':focus-within'), 'the chat never had the focus');
  });

  it('are told, with a button that tries again', async () => {
    page = putEntryRoom('display-name="Me" autojoin');
    const { find } = page;
    await page.inState('joined');
    await until(() => find('.missing'));
    expect(find('.missing')?.role).to.equal('alert');
    expect(find('.missing')?.innerText).to.include('This could not be loaded.');
    expect(find('noom-stage')).to.equal(null);
    isOffline = false;
    find('.missing button')?.click();
    await until(() => find('noom-stage')?.shadowRoot?.querySelectorAll('noom-video').length === 2);
    expect(find('.missing')).to.equal(null);
  });

  it('end a picture-in-picture that needs them, and are told', async () => {
    page = putEntryRoom('display-name="Me" autojoin', '<button type="button">Out</button>');
    const { room } = page;
    const codes: string[] = [];
    room.addEventListener('noom-error', ({ error }) => codes.push(error.code));
    await page.inState('joined');
    const button = room.querySelector('button');
    button?.addEventListener('click', () => void room.setPip(true));
    button?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => codes.length > 0);
    await until(() => !room.matches(':state(pip)') && pipWindow() === null);
    expect(codes).to.deep.equal(['internal']);
  });
});
