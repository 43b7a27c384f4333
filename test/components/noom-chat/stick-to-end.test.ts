import { expect } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { StickToEnd } from '../../../src/components/noom-chat/stick-to-end.js';

describe('a list that stays at its end', () => {
  const list = document.createElement('div');
  list.style.cssText = 'height: 200px; overflow: auto';
  const host = Object.assign(document.createElement('div'), { addController: () => undefined });
  let end: StickToEnd;

  const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
  const addEntry = (): void => {
    list.append(Object.assign(document.createElement('p'), { textContent: 'One more' }));
    end.handleDrawn();
  };
  const distance = (): number => list.scrollHeight - list.clientHeight - list.scrollTop;

  beforeEach(async () => {
    host.append(list);
    document.body.append(host);
    end = new StickToEnd(
      host as unknown as ReactiveControllerHost & HTMLElement,
      () => list,
      () => undefined,
    );
    for (let count = 0; count < 20; count += 1) addEntry();
    await frame();
    await frame();
  });

  afterEach(() => {
    end.hostDisconnected();
    list.replaceChildren();
    host.remove();
  });

  it('follows where the browser has rounded its place, at once and after others in the same frame', async () => {
    list.scrollTop -= 1;
    addEntry();
    expect(distance()).to.be.lessThan(1);
    list.scrollTop -= 1;
    addEntry();
    end.handleScroll();
    await frame();
    expect([distance() < 1, end.isAtEnd]).to.deep.equal([true, true]);
  });

  it('stays there when an entry gets higher, whether that is told by its picture or seen by scrolling', async () => {
    const entry = list.lastElementChild as HTMLElement;
    entry.style.height = '100px';
    end.handleScroll();
    expect([distance() < 1, end.isAtEnd]).to.deep.equal([true, true]);
    list.addEventListener('load', end.loading, end.loading);
    entry.style.height = '300px';
    entry.dispatchEvent(new Event('load'));
    expect(distance()).to.be.lessThan(1);
    list.scrollTop -= 40;
    await frame();
    end.handleScroll();
    const { scrollTop } = list;
    entry.style.height = '400px';
    entry.dispatchEvent(new Event('load'));
    end.handleScroll();
    expect([list.scrollTop, end.isAtEnd]).to.deep.equal([scrollTop, false]);
  });

  it('leaves a person who scrolls up little by little', () => {
    for (let count = 0; count < 20; count += 1) {
      list.scrollTop -= 2;
      end.handleScroll();
    }
    expect([Math.round(distance()), end.isAtEnd]).to.deep.equal([40, false]);
  });

  it('leaves a person where they have scrolled to just before', () => {
    list.scrollTop -= 20;
    const { scrollTop } = list;
    addEntry();
    expect(list.scrollTop).to.equal(scrollTop);
    end.handleScroll();
    expect(end.isAtEnd).to.equal(false);
  });
});
