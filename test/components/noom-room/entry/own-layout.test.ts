import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { FramedPipWindows, HAS_PIP_WINDOWS, pipWindow } from '../../../fakes/browser/pip-windows.js';
import { restore } from '../../../fakes/browser/replaced.js';
import { until } from '../../../harness/until.js';
import { putEntryRoom, registered, type EntryPage } from './entry-page.js';

describe('a page that has imported <noom-room> alone, with a layout of its own', () => {
  let page: EntryPage;

  beforeEach(() => {
    if (!HAS_PIP_WINDOWS) FramedPipWindows.install();
  });

  afterEach(async () => {
    pipWindow()?.close();
    await page.close();
    restore();
  });

  it('loads no tag that it does not show, until picture-in-picture shows them', async () => {
    page = putEntryRoom('display-name="Me" autojoin', '<button type="button">Out</button>');
    const { room } = page;
    await page.inState('joined');
    await until(() => room.participantCount === 2);
    await room.updateComplete;
    expect(registered()).to.deep.equal(['room']);

    const button = room.querySelector('button');
    button?.addEventListener('click', () => void room.setPip(true));
    button?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => room.matches(':state(pip)'), 'it was never opened');
    await until(() => {
      const document = pipWindow()?.document;
      const tiles = document?.querySelector('noom-stage')?.shadowRoot?.querySelectorAll('noom-video');
      const leave = document?.querySelector('noom-controls')?.shadowRoot?.querySelector('[data-name=leave]');
      return tiles?.length === 2 && leave?.matches(':enabled');
    }, 'nothing is drawn in the window');
    expect(registered()).to.have.length(11);
  });
});
