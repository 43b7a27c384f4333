import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { menuStyles, renderMenu } from '../../../src/components/internal/menu/index.js';
import { settled } from '../../harness/browser/look/settled.js';
import { until } from '../../harness/until.js';

describe('a menu for which there is no room', () => {
  const box = document.createElement('div');
  const button = document.createElement('button');

  beforeEach(() => {
    const root = box.shadowRoot ?? box.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [menuStyles.styleSheet as CSSStyleSheet];
    const items = Array.from({ length: 60 }, (_, index) => ({
      key: String(index),
      label: `Item ${String(index)}`,
      isApart: index % 3 === 2,
      choose: () => undefined,
    }));
    button.setAttribute('popovertarget', 'menu');
    button.style.cssText = 'position: fixed; inset: 0 auto auto 0; block-size: 20px;';
    render([button, renderMenu({ id: 'menu', label: 'Actions', items })], root);
    document.body.append(box);
  });

  afterEach(() => {
    box.remove();
  });

  it('ends in the middle of an item, which shows that there are more, wherever its button is', async () => {
    button.click();
    const menu = box.shadowRoot?.querySelector<HTMLElement>('.menu') as HTMLElement;
    await until(() => menu.matches(':popover-open'));
    for (let top = 0; top < 60; top += 4) {
      button.style.insetBlockStart = `${String(top)}px`;
      await settled(2);
      const { bottom } = menu.getBoundingClientRect();
      const last = [...menu.querySelectorAll('.item')]
        .map((item) => item.getBoundingClientRect())
        .find((item) => item.bottom > bottom);
      expect((bottom - (last?.top ?? 0)) / (last?.height ?? 1), `at ${String(top)} px`).to.be.within(0.3, 0.7);
    }
  });
});
