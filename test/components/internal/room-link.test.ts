import { expect } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import type { CallSnapshot } from '../../../src/core/index.js';
import { RoomLink } from '../../../src/components/internal/link/room-link.js';
import { NoomRoom } from '../../../src/components/noom-room/noom-room.element.js';
import { CallController } from '../../../src/core/index.js';
import { createMemoryRoom } from '../../../src/testing/index.js';

/** A page's own tag, made as the documentation says. */
class XProbe extends LitElement {
  readonly link = new RoomLink(this, (snapshot) => snapshot.self.name);
  room: NoomRoom | null = null;
  renders = 0;

  protected override render(): TemplateResult {
    this.renders += 1;
    return html`${this.link.value ?? 'no room'}`;
  }
}

/** A room that never asks for devices by itself: the tests of links need none. */
class XRoom extends NoomRoom {}

customElements.define('x-probe', XProbe);
customElements.define('x-room', XRoom);

describe('RoomLink', () => {
  let page: HTMLElement;

  beforeEach(() => {
    page = document.createElement('div');
    document.body.append(page);
  });

  afterEach(() => {
    page.remove();
  });

  function draw(markup: string): XProbe {
    page.innerHTML = markup;
    return probe();
  }
  const probe = (): XProbe => page.querySelector('x-probe') as XProbe;
  const room = (id: string): XRoom => page.querySelector(`#${id}`) as XRoom;

  it('finds the nearest room above', () => {
    const { link } = draw('<x-room id="outer"><p>…</p><x-room id="inner"><p><x-probe></x-probe></p></x-room></x-room>');
    expect(link.room).to.equal(room('inner'));
  });

  it('has no room and no value without one', async () => {
    const tag = draw('<x-probe></x-probe>');
    await tag.updateComplete;
    expect(tag.link.room).to.equal(null);
    expect(tag.link.value).to.equal(undefined);
    expect(tag.shadowRoot?.textContent).to.equal('no room');
    expect(await tag.link.ask('--toggle-camera')).to.equal(false);
  });

  it('finds the room that `for` names, and not the one above', () => {
    const { link } = draw('<x-room id="a"><x-probe for="b"></x-probe></x-room><x-room id="b"><p>…</p></x-room>');
    expect(link.room).to.equal(room('b'));
  });

  it('waits for the room that `for` names instead of falling back', () => {
    const { link } = draw('<x-room id="a"><x-probe for="late"></x-probe></x-room>');
    expect(link.room).to.equal(null);
    const late = document.createElement('x-room');
    late.id = 'late';
    late.append(document.createElement('p'));
    page.append(late);
    expect(link.room).to.equal(late);
  });

  it('looks for the name in its own tree first, then outward', () => {
    page.innerHTML = '<x-room id="tea"><p>…</p></x-room><x-room id="outside"><p>…</p></x-room><div></div>';
    const shadow = (page.querySelector('div') as HTMLElement).attachShadow({ mode: 'closed' });
    shadow.innerHTML = '<x-room id="tea"><p>…</p></x-room><x-probe for="tea"></x-probe>';
    const tag = shadow.querySelector('x-probe') as XProbe;
    expect(tag.link.room).to.equal(shadow.querySelector('#tea'));
    shadow.querySelector('#tea')?.remove();
    expect(tag.link.room).to.equal(room('tea'));
    tag.setAttribute('for', 'outside');
    return Promise.resolve().then(() => {
      expect(tag.link.room).to.equal(room('outside'));
    });
  });

  it('finds a room that is upgraded later than the tag', () => {
    const { link } = draw('<late-room id="late"><x-probe></x-probe></late-room>');
    expect(link.room).to.equal(null);
    customElements.define('late-room', class extends NoomRoom {});
    expect(link.room).to.equal(room('late'));
  });

  it('changes to a nearer room that is upgraded later', () => {
    const { link } = draw('<x-room id="a"><nearer-room id="b"><x-probe></x-probe></nearer-room></x-room>');
    expect(link.room).to.equal(room('a'));
    customElements.define('nearer-room', class extends NoomRoom {});
    expect(link.room).to.equal(room('b'));
  });

  it('finds a room through the slot that the tag is assigned to', () => {
    page.innerHTML = '<div><x-probe></x-probe></div>';
    const shadow = (page.querySelector('div') as HTMLElement).attachShadow({ mode: 'open' });
    shadow.innerHTML = '<x-room><section><slot></slot></section></x-room>';
    expect(probe().link.room).to.equal(shadow.querySelector('x-room'));
  });

  it('takes the room it is given before any other', async () => {
    const tag = draw('<x-room id="a"><x-probe for="b"></x-probe></x-room><x-room id="b"><p>…</p></x-room>');
    tag.room = room('a');
    tag.requestUpdate();
    await tag.updateComplete;
    expect(tag.link.room).to.equal(room('a'));
  });

  it('changes rooms when it moves, and loses its room when it is removed', () => {
    const tag = draw('<x-room id="a"><x-probe></x-probe></x-room><x-room id="b"><p>…</p></x-room>');
    room('b').append(tag);
    expect(tag.link.room).to.equal(room('b'));
    expect(room('a').linked.has(tag)).to.equal(false);
    page.append(tag);
    expect(tag.link.room).to.equal(null);
    room('a').append(tag);
    expect(tag.link.room).to.equal(room('a'));
    tag.remove();
    expect(tag.link.room).to.equal(null);
    expect(room('a').linked.has(tag)).to.equal(false);
  });

  it('keeps the room that moves, and drops one that is removed or renamed', () => {
    const { link } = draw('<x-room id="a"><p>…</p></x-room><section></section><x-probe for="a"></x-probe>');
    const a = room('a');
    page.querySelector('section')?.append(a);
    expect(link.room).to.equal(a);
    a.id = 'other';
    expect(link.room).to.equal(null);
    a.id = 'a';
    expect(link.room).to.equal(a);
    a.remove();
    expect(link.room).to.equal(null);
  });

  it('keeps two rooms on one page apart', async () => {
    page.innerHTML =
      '<x-room id="a" display-name="Ann"><x-probe></x-probe></x-room><x-room id="b" display-name="Bo"><x-probe></x-probe></x-room>';
    const probes = [...page.querySelectorAll<XProbe>('x-probe')];
    for (const { updateComplete } of probes) await updateComplete;
    await Promise.all([room('a').updateComplete, room('b').updateComplete]);
    await Promise.all(probes.map((tag) => tag.updateComplete));
    expect(probes.map((tag) => tag.shadowRoot?.textContent)).to.deep.equal(['Ann', 'Bo']);
  });

  it('keeps its room and rebuilds its styles in another document', async () => {
    page.innerHTML = '<x-room id="a"><x-probe></x-probe><x-room id="b"><p>…</p></x-room></x-room><iframe></iframe>';
    const tag = probe();
    const inner = room('b');
    await inner.updateComplete;
    const other = (page.querySelector('iframe') as HTMLIFrameElement).contentDocument as Document;
    other.body.append(tag, inner);
    expect(tag.link.room).to.equal(room('a'));
    const view = other.defaultView as Window & typeof globalThis;
    const sheets = inner.shadowRoot?.adoptedStyleSheets ?? [];
    expect(sheets.length).to.be.greaterThan(0);
    expect(sheets.every((sheet) => sheet instanceof view.CSSStyleSheet)).to.equal(true);
    expect(view.getComputedStyle(inner).boxSizing).to.equal('border-box');
    page.append(tag);
    expect(tag.link.room).to.equal(null);
  });

  it('listens on the document only while it waits for a room', () => {
    const listeners = new Set<unknown>();
    const { addEventListener, removeEventListener } = document;
    document.addEventListener = (...[type, listener, options]: Parameters<typeof addEventListener>) => {
      listeners.add(listener);
      addEventListener.call(document, type, listener, options);
    };
    document.removeEventListener = (...[type, listener, options]: Parameters<typeof removeEventListener>) => {
      listeners.delete(listener);
      removeEventListener.call(document, type, listener, options);
    };
    try {
      const tag = draw('<x-probe></x-probe><x-room id="a"><p>…</p></x-room>');
      expect(listeners.size).to.equal(1);
      room('a').append(tag);
      expect(listeners.size).to.equal(0);
      page.append(tag);
      expect(listeners.size).to.equal(1);
      tag.remove();
      expect(listeners.size).to.equal(0);
    } finally {
      document.addEventListener = addEventListener;
      document.removeEventListener = removeEventListener;
    }
  });

  it('draws again only when the slice changes', async () => {
    const tag = draw('<x-room id="a" display-name="Ann"><x-probe></x-probe></x-room>');
    await room('a').updateComplete;
    await tag.updateComplete;
    const { renders } = tag;
    await room('a').call.selectDevice('speaker', 'other');
    await tag.updateComplete;
    expect(tag.renders).to.equal(renders);
    room('a').call.configure({ displayName: 'Bo' });
    await tag.updateComplete;
    expect(tag.renders).to.equal(renders + 1);
    expect(tag.link.value).to.equal('Bo');
  });

  it('compares a selected object one level deep', () => {
    const tag = draw('<x-room id="a"><x-probe></x-probe></x-room>');
    const gathered = new RoomLink(tag, ({ self, state }: CallSnapshot) => ({ self, state }));
    const first = gathered.value;
    return room('a')
      .call.selectDevice('speaker', 'one')
      .then(() => {
        expect(first).to.not.equal(undefined);
        expect(gathered.value).to.equal(first);
      });
  });

  it('follows the call that a room is given', async () => {
    const tag = draw('<x-room id="a"><x-probe></x-probe></x-room>');
    const call = new CallController({ displayName: 'Given' });
    room('a').call = call;
    expect(tag.link.call).to.equal(call);
    expect(tag.link.value).to.equal('Given');
    call.configure({ displayName: 'Changed' });
    expect(tag.link.value).to.equal('Changed');
    await tag.updateComplete;
  });

  describe('asking', () => {
    it('dispatches the request on the tag, and does nothing when it is prevented', async () => {
      const tag = draw('<x-room id="a"><x-probe></x-probe></x-room>');
      const heard: EventTarget[] = [];
      page.addEventListener('noom-layout-request', (event) => {
        heard.push(event.composedPath()[0] as EventTarget);
        if ((event as Event & { layout?: string }).layout === 'grid') event.preventDefault();
      });
      expect(await tag.link.ask({ type: 'noom-layout-request', layout: 'grid' })).to.equal(false);
      expect(room('a').layout).to.equal('auto');
      expect(await tag.link.ask({ type: 'noom-layout-request', layout: 'spotlight' })).to.equal(true);
      expect(room('a').layout).to.equal('spotlight');
      expect(heard).to.deep.equal([tag, tag]);
    });

    it('turns a failure into one noom-error on the room, never a rejection', async () => {
      const tag = draw('<x-room id="a"><x-probe></x-probe></x-room>');
      const codes: string[] = [];
      page.addEventListener('noom-error', ({ error }) => codes.push(error.code));
      expect(await tag.link.ask('--toggle-hand')).to.equal(false);
      expect(codes).to.deep.equal(['not-allowed']);
    });

    it('carries a command out on a call in a room', async () => {
      const memory = createMemoryRoom();
      const tag = draw('<x-room id="a" room="memory" display-name="Ann"><x-probe></x-probe></x-room>');
      memory.attach(room('a'));
      expect(await tag.link.ask('--join')).to.equal(true);
      expect(room('a').state).to.equal('joined');
      expect(await tag.link.ask('--toggle-hand')).to.equal(true);
      expect(room('a').snapshot.self.hand).to.equal(true);
      await memory.close();
    });
  });

  describe('speaking', () => {
    it('uses the nearest language, then the room’s, then English', async () => {
      page.innerHTML =
        '<x-room id="a" lang="ko-KR"><x-probe></x-probe><p lang="en"><x-probe></x-probe></p><p lang="xx"><x-probe></x-probe></p></x-room><x-probe for="a"></x-probe>';
      const probes = [...page.querySelectorAll<XProbe>('x-probe')];
      await room('a').updateComplete;
      await import('../../../src/components/internal/localization/ko/index.js');
      const words = probes.map(({ link }) => link.t('microphoneOff'));
      expect(words).to.deep.equal(['마이크 끄기', 'Turn microphone off', 'Turn microphone off', '마이크 끄기']);
    });

    it('uses the page’s own words, and fills in names and numbers', () => {
      const { link } = draw('<x-room id="a"><x-probe></x-probe></x-room>');
      room('a').strings = { microphoneOff: 'Hush' };
      expect(link.t('microphoneOff')).to.equal('Hush');
      expect(link.t('sayParticipantJoined', { name: 'Ann {count}' })).to.equal('Ann {count} joined');
      expect(link.t('participantCount', { count: 1 })).to.equal('1 participant');
      expect(link.t('participantCount', { count: 4 })).to.equal('4 participants');
    });
  });
});
