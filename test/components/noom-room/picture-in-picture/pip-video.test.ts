import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { codeOf } from '../../../fakes/code-of.js';
import { replace } from '../../../fakes/browser/replaced.js';
import { until } from '../../../harness/until.js';
import { usePip, videosIn } from './pip-page.js';

describe('picture-in-picture without a window for documents', () => {
  const join = usePip();

  it('is the main picture where the browser has windows for videos alone', async () => {
    replace(window, 'documentPictureInPicture', undefined);
    const page = await join();
    await until(() => videosIn(page.stage).length === 2);
    await page.press();
    await until(() => page.isOn);
    expect((page.stage?.shadowRoot?.pictureInPictureElement as HTMLElement).hasAttribute('local')).to.equal(false);
    expect(page.notice).to.equal(null);
    await page.room.setPip(false);
    await until(() => document.pictureInPictureElement === null && !page.isOn);
    await executeServerCommand('bring-to-front');
    await page.press();
    await until(() => page.isOn);
    await document.exitPictureInPicture();
    await until(() => !page.isOn);
    await executeServerCommand('bring-to-front');
    await page.press();
    await until(() => page.isOn);
    await page.room.leave();
    await until(() => document.pictureInPictureElement === null && !page.isOn);
    expect(page.errors).to.deep.equal([]);
  });

  it('has no control where the browser has neither', async () => {
    replace(window, 'documentPictureInPicture', undefined);
    replace(document, 'pictureInPictureEnabled', false);
    const page = await join();
    expect(page.button('pip')).to.equal(null);
    expect(await codeOf(page.room.setPip(true))).to.equal('unsupported');
  });
});
