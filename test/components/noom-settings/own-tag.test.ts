import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NoomRoom, NoomSettings } from '../../../src/components/index.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';
import { useSettings } from './settings-page.js';

describe('<noom-settings> on its own', () => {
  let page: RoomPage;
  const { inside, isShown } = useSettings(() => page);

  const OWN = '<p>My page</p>';
  const tags = (): NoomSettings[] => [...page.box.querySelectorAll('noom-settings')];

  it('is opened and closed by the page, for the room that it names', async () => {
    page = await RoomPage.joined({ around: '<noom-settings for="room"></noom-settings>' });
    const [tag] = tags();
    if (!tag) throw new Error('no tag');
    tag.show();
    await until(() => isShown(tag));
    expect([tag.hasAttribute('open'), page.room.panel]).to.deep.equal([true, null]);
    expect(inside('#theme', tag)).to.not.equal(null);
    await sendKeys({ press: 'Escape' });
    await until(() => !isShown(tag) && !tag.open);
    // The panel of the built-in UI is another one.
    page.room.panel = 'settings';
    await until(() => isShown());
    expect(isShown(tag)).to.equal(false);
  });

  it('is the panel of a page’s own UI; of two, one opens', async () => {
    page = await RoomPage.joined({
      children: OWN,
      around: '<noom-settings for="room"></noom-settings><noom-settings for="room"></noom-settings>',
    });
    page.room.panel = 'settings';
    await until(() => tags().some(isShown));
    expect(tags().map(isShown)).to.deep.equal([true, false]);
    // Moved, it stays the one.
    const [first, second] = tags();
    if (first) page.box.append(first);
    await until(() => isShown(first));
    expect(isShown(second)).to.equal(false);
    // What is chosen in one is shown in the other.
    (inside('[name=joinSound]', first) as HTMLInputElement).click();
    page.room.panel = null;
    await until(() => !isShown(first));
    second?.show();
    await until(() => isShown(second));
    expect((inside('[name=joinSound]', second) as HTMLInputElement).checked).to.equal(true);
  });

  it('closes the panel of the room that it was opened for when it gets another room, or goes', async () => {
    page = await RoomPage.joined({
      children: OWN,
      around: '<noom-room id="other" room="milk"><p>Other</p></noom-room><noom-settings for="room"></noom-settings>',
    });
    const [tag] = tags();
    if (!tag) throw new Error('no tag');
    page.room.panel = 'settings';
    await until(() => isShown(tag));
    tag.htmlFor = 'other';
    await until(() => !isShown(tag));
    await until(() => page.room.panel === null);
    // It is the panel of the other one from then on, and of the first one once it is given back.
    const other = page.box.querySelector<NoomRoom>('#other');
    if (!other) throw new Error('no other room');
    other.panel = 'settings';
    await until(() => isShown(tag));
    tag.remove();
    await until(() => other.panel === null);
    expect(tag.open).to.equal(false);
    tag.htmlFor = 'room';
    page.box.append(tag);
    page.room.panel = 'settings';
    await until(() => isShown(tag));
  });

  it('loses its room while it is open, and throws nothing', async () => {
    page = await RoomPage.joined({ around: '<noom-settings for="room" open></noom-settings>' });
    const [tag] = tags();
    await until(() => isShown(tag) && inside('#theme', tag) !== null);
    page.room.id = 'other';
    await until(() => inside('#theme', tag) === null);
    expect(isShown(tag)).to.equal(true);
    page.room.id = 'room';
    await until(() => inside('#theme', tag) !== null);
  });
});
