import { expect } from '@open-wc/testing';
import type { NoomVideo } from '../../../src/components/index.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

/** What a morph does to an element: attributes and children as in the server's page, which knows of no call. */
function morph(element: Element, wanted: Readonly<Record<string, string>>): void {
  for (const { name } of [...element.attributes].reverse()) if (!(name in wanted)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(wanted)) element.setAttribute(name, value);
}

const attributesOf = (element: Element): Record<string, string> =>
  Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));

describe('the attributes that reflect the state', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  const ROOM = { id: 'room', room: 'tea', 'display-name': 'Me', autojoin: '' };

  it('of a room are restored when a morph removes, rewrites or adds one', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
    const { room } = page;
    const before = attributesOf(room);
    expect(before).to.include({ state: 'joined', 'participant-count': '2', 'active-topology': 'mesh' });
    morph(room, ROOM);
    await Promise.resolve();
    expect(attributesOf(room)).to.deep.equal(before);
    morph(room, { ...ROOM, state: 'idle', locked: '', 'participant-count': '0', quality: 'lost' });
    await Promise.resolve();
    expect(attributesOf(room)).to.deep.equal(before);
    expect(room.state).to.equal('joined');
  });

  it('of a tile are restored, and its custom states stay right', async () => {
    page = await RoomPage.joined({
      children: '<noom-video participant="local"></noom-video>',
    });
    const video = page.find('noom-video') as NoomVideo;
    await until(() => video.hasAttribute('camera'));
    const before = attributesOf(video);
    expect(before).to.include({ local: '', microphone: '', camera: '', quality: 'unknown' });
    morph(video, { participant: 'local' });
    await Promise.resolve();
    expect(attributesOf(video)).to.deep.equal(before);
    morph(video, { participant: 'local', speaking: '', quality: 'poor' });
    await Promise.resolve();
    expect(attributesOf(video)).to.deep.equal(before);
    await page.room.setCamera(false);
    await until(() => !video.hasAttribute('camera'));
    expect(
      ['quality-unknown', 'quality-poor', 'camera'].filter((state) => video.matches(`:state(${state})`)),
    ).to.deep.equal(['quality-unknown']);
  });

  it('change as before once they were restored', async () => {
    page = await RoomPage.joined();
    morph(page.room, ROOM);
    await page.room.leave();
    expect([page.room.getAttribute('state'), page.room.getAttribute('participant-count')]).to.deep.equal(['left', '0']);
  });

  it('do not hang the page when other code keeps changing them', async () => {
    page = await RoomPage.joined();
    const { room } = page;
    let removals = 0;
    const enemy = new MutationObserver(() => {
      removals += 1;
      room.removeAttribute('state');
    });
    enemy.observe(room, { attributeFilter: ['state'] });
    room.removeAttribute('state');
    await new Promise((resolve) => setTimeout(resolve));
    enemy.disconnect();
    expect(removals).to.be.greaterThan(0);
    await until(() => room.getAttribute('state') === 'joined');
  });

  it('are those of a clone’s own call, and not of the cloned tag', async () => {
    page = await RoomPage.joined({ attributes: 'theme="dark"' });
    const clone = document.importNode(page.room, true);
    clone.autojoin = false;
    expect(clone.state).to.equal('idle');
    const call = page.memory.createCall();
    clone.call = call;
    page.box.append(clone);
    expect([clone.getAttribute('state'), clone.getAttribute('participant-count')]).to.deep.equal(['idle', '0']);
    expect([clone.hasAttribute('active-topology'), clone.theme]).to.deep.equal([false, 'dark']);
    await until(() => clone.getAttribute('state') === 'prejoin');
    expect(page.room.getAttribute('state')).to.equal('joined');
    clone.remove();
  });

  it('of a cloned tile say that it has no room', async () => {
    page = await RoomPage.joined({ children: '<noom-video participant="local"></noom-video>' });
    const video = page.find('noom-video') as NoomVideo;
    await until(() => video.hasAttribute('local'));
    const clone = document.importNode(video);
    page.box.append(clone);
    expect(attributesOf(clone)).to.deep.equal({ participant: 'local' });
    await clone.updateComplete;
    expect([clone.hasAttribute('local'), clone.getAttribute('quality')]).to.deep.equal([false, 'unknown']);
  });

  it('are right again when a tag comes back that was changed while it was removed', async () => {
    page = await RoomPage.joined();
    const { room } = page;
    room.remove();
    morph(room, { ...ROOM, state: 'failed' });
    page.box.append(room);
    expect(room.getAttribute('state')).to.equal('joined');
  });

  it('are restored though a morph rewrote everything around the tag', async () => {
    page = await RoomPage.joined();
    const { room, box } = page;
    const next = document.createElement('section');
    next.append(document.createElement('p'));
    box.append(next);
    next.prepend(room);
    morph(room, ROOM);
    await Promise.resolve();
    expect([room.getAttribute('state'), room.state]).to.deep.equal(['joined', 'joined']);
  });
});
