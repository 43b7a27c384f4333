import { expect } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import { RoomLink } from '../../../src/components/internal/link/room-link.js';
import { NoomRoom } from '../../../src/components/noom-room/noom-room.element.js';
import { CallController } from '../../../src/core/index.js';

/** One that draws only the layout of the room itself. */
class XTile extends LitElement {
  readonly link = new RoomLink(
    this,
    ({ self }) => self.name,
    (room) => [room?.layout],
  );
  renders = 0;

  protected override render(): TemplateResult {
    this.renders += 1;
    return html`${this.link.value ?? 'no room'}`;
  }
}

customElements.define('x-tile', XTile);
// A room that never asks for devices by itself.
customElements.define('x-hall', class extends NoomRoom {});

describe('a RoomLink that takes something of the room itself', () => {
  let page: HTMLElement;

  beforeEach(() => {
    page = document.createElement('div');
    document.body.append(page);
  });

  afterEach(() => {
    page.remove();
  });

  it('draws again for that, and for nothing else about the room', async () => {
    page.innerHTML = '<x-hall id="a" display-name="Ann"><x-tile></x-tile></x-hall>';
    const tile = page.querySelector('x-tile') as XTile;
    const a = page.querySelector('x-hall') as NoomRoom;
    await a.updateComplete;
    await tile.updateComplete;
    let { renders } = tile;
    const drawn = async (): Promise<number> => {
      await a.updateComplete;
      await tile.updateComplete;
      const since = tile.renders - renders;
      ({ renders } = tile);
      return since;
    };
    a.panel = 'chat';
    expect(await drawn(), 'a panel opens').to.equal(0);
    a.panel = null;
    expect(await drawn(), 'a panel closes').to.equal(0);
    a.layout = 'grid';
    expect(await drawn(), 'another layout').to.equal(1);
    a.strings = { leave: 'Bye' };
    expect(await drawn(), 'other texts').to.equal(1);
    a.lang = 'ko';
    expect(await drawn(), 'another language').to.be.at.least(1);
    a.call = new CallController({ displayName: 'Ann' });
    expect(await drawn(), 'another call').to.equal(1);
    page.append(tile);
    expect(await drawn(), 'no room').to.equal(1);
    a.append(tile);
    expect(await drawn(), 'its room again').to.equal(1);
  });
});
