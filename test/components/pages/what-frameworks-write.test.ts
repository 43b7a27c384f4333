import { expect, fixture, html, unsafeStatic } from '@open-wc/testing';
import type { LitElement } from 'lit';
import '../../../src/index.js';
import * as classes from '../../../src/components/index.js';
import { attributeAliases } from '../../../src/components/internal/element/attributes.js';
import { CallController } from '../../../src/core/index.js';
import { TAG_CLASSES } from '../../contracts/tags/tag-classes.js';
import { until } from '../../harness/until.js';

/** A tag that is not on a page, so that it does nothing by itself. */
function make(tag: string, attributes = ''): LitElement & Record<string, unknown> {
  const template = document.createElement('template');
  template.innerHTML = `<${tag} ${attributes}></${tag}>`;
  return document.importNode(template.content, true).firstElementChild as LitElement & Record<string, unknown>;
}

/** The properties of a class that have an attribute. */
function attributed(element: typeof LitElement, type?: unknown): { name: string; attribute: string }[] {
  return [...element.elementProperties].flatMap(([name, options]) => {
    if (options.attribute === false || (type && options.type !== type)) return [];
    const attribute = typeof options.attribute === 'string' ? options.attribute : String(name).toLowerCase();
    return [{ name: String(name), attribute }];
  });
}

/** Two values of properties that do not take every text. */
const VALUES: Readonly<Record<string, readonly [string, string]>> = {
  icePolicy: ['relay', 'all'],
  dataSaver: ['true', 'false'],
  encodeOnce: ['true', 'false'],
};

for (const [tag, element] of TAG_CLASSES) {
  for (const { name, attribute } of attributed(element, Boolean)) {
    it(`<${tag} ${attribute}> is true when it is there, and false when it says so`, () => {
      for (const text of ['', attribute, 'true', '0', 'no']) {
        expect(make(tag, `${attribute}="${text}"`)[name], text).to.equal(true);
      }
      for (const text of ['false', 'FALSE', 'False', ' false\n']) {
        expect(make(tag, `${attribute}="${text}"`)[name], text).to.equal(false);
      }
      const made = make(tag, attribute);
      made.removeAttribute(attribute);
      expect(made[name]).to.equal(false);
    });

    it(`<${tag}> reads the text that is set on .${name} as that of its attribute`, () => {
      const made = make(tag);
      for (const [value, read] of [
        ['', true],
        ['true', true],
        ['false', false],
        [true, true],
        [' False ', false],
        [1, true],
        [0, false],
        [true, true],
        [null, false],
        [true, true],
        [undefined, false],
      ]) {
        made[name] = value;
        expect(made[name], String(value)).to.equal(read);
      }
    });
  }

  for (const { name, attribute } of attributed(element)) {
    it(`<${tag}> begins again with what it began when .${name} is set to nothing, or ${attribute} is removed`, () => {
      const { [name]: initial } = make(tag);
      const made = make(tag, `${attribute}="speaker"`);
      for (const nothing of [undefined, null]) {
        made[name] = nothing;
        expect(made[name]).to.equal(initial);
      }
      made.setAttribute(attribute, '7');
      made.removeAttribute(attribute);
      expect(made[name]).to.equal(initial);
    });
  }

  it(`<${tag}> replaces what a server drew of it`, async () => {
    const name = unsafeStatic(`drawn-${tag}`);
    const made = await fixture<LitElement>(html`<${name}><p>…</p></${name}>`);
    // As declarative shadow DOM does, long before the kit is loaded.
    made.attachShadow({ mode: 'open' }).innerHTML = '<b class="drawn">old</b>';
    customElements.define(made.localName, class extends element {});
    await made.updateComplete;
    await until(() => made.shadowRoot?.querySelector('slot, [part~=base], [part~=toolbar], [part~=dialog]'));
    expect(made.shadowRoot?.querySelector('.drawn')).to.equal(null);
  });

  for (const [alias, attribute] of attributeAliases(element)) {
    const { name } = attributed(element).find((each) => each.attribute === attribute) as { name: string };
    const [one, other] = VALUES[name] ?? ['11', '12'];

    it(`<${tag} ${alias}> is ${attribute}, which goes before it`, () => {
      const read = (attributes: string): string => String(make(tag, attributes)[name]);
      expect(read(`${alias}="${one}"`)).to.equal(one);
      expect(read(`${alias}="${one}" ${attribute}="${other}"`)).to.equal(other);
      expect(read(`${attribute}="${other}" ${alias}="${one}"`)).to.equal(other);
      const made = make(tag, `${attribute}="${other}"`);
      const { [name]: initial } = make(tag);
      made.setAttribute(alias, one);
      expect(String(made[name])).to.equal(other);
      made.removeAttribute(attribute);
      expect(String(made[name])).to.equal(one);
      made.removeAttribute(alias);
      expect(made[name]).to.equal(initial);
    });
  }
}

it('knows another spelling of every attribute of more than one word', () => {
  const aliases = [...TAG_CLASSES.values()].flatMap((element) => [...attributeAliases(element).keys()]);
  expect([...new Set(aliases)]).to.have.members([
    'datasaver',
    'displayname',
    'encodeonce',
    'htmlfor',
    'icepolicy',
    'inviteurl',
    'maxlength',
    'maxtiles',
    'selfview',
    'signalingurl',
  ]);
});

it('takes a microphone or camera set to false for one that is off', () => {
  const room = make('noom-room', 'microphone="false"') as unknown as classes.NoomRoom;
  expect(room.microphone).to.equal('off');
  for (const value of [false, 'false', 'off']) {
    Object.assign(room, { camera: 'on' }, { camera: value });
    expect(room.camera).to.equal('off');
  }
  for (const value of [true, 'on', 'loud', undefined]) {
    Object.assign(room, { camera: 'off' }, { camera: value });
    expect(room.camera).to.equal('on');
  }
});

it('takes the first of a list for a set value that is not in it', () => {
  const room = make('noom-room') as unknown as classes.NoomRoom;
  Object.assign(room, { layout: 'grid' }, { layout: 'round' });
  expect(room.layout).to.equal('auto');
});

it('takes a number for a text', () => {
  const room = make('noom-room') as unknown as classes.NoomRoom;
  Object.assign(room, { room: 42 });
  expect(room.room).to.equal('42');
});

it('takes an invalid panel or call for none', () => {
  const room = make('noom-room') as unknown as classes.NoomRoom;
  const { call } = room;
  for (const value of ['', 'false', 'people', undefined, false, 0]) {
    Object.assign(room, { panel: 'chat' }, { panel: value, call: value });
    expect(room.panel).to.equal(null);
    expect(room.call).to.equal(call);
  }
});

it('finds the room that htmlFor names', async () => {
  const box = await fixture<HTMLElement>(
    html`<div>
      <noom-room id="far"><p>…</p></noom-room><noom-chat></noom-chat>
    </div>`,
  );
  const chat = box.querySelector('noom-chat') as classes.NoomChat;
  const room = box.querySelector('noom-room') as classes.NoomRoom;
  expect(room.linked.has(chat)).to.equal(false);
  chat.htmlFor = 'far';
  await chat.updateComplete;
  expect(room.linked.has(chat)).to.equal(true);
});

describe('a tag that is defined after the page set its properties', () => {
  let count = 0;

  /** Has a page set properties on a tag, and only then define it. */
  async function upgraded<Tag extends LitElement>(
    element: new () => Tag,
    values: Readonly<Record<string, unknown>>,
    content = html`<p>…</p>`,
  ): Promise<Tag> {
    count += 1;
    const tag = unsafeStatic(`early-tag-${String(count)}`);
    const made = await fixture<Tag>(html`<${tag}>${content}</${tag}>`);
    Object.assign(made, values);
    customElements.define(made.localName, class extends (element as new () => LitElement) {});
    await made.updateComplete;
    for (const name of Object.keys(values)) expect(Object.hasOwn(made, name), name).to.equal(false);
    return made;
  }

  it('has the panel, the room and the strings that the page set', async () => {
    const room = await upgraded(classes.NoomRoom, { panel: 'chat', room: 'tea', strings: { join: 'In' } });
    expect([room.panel, room.room, room.strings.join]).to.deep.equal(['chat', 'tea', 'In']);
    room.panel = null;
    expect(room.panel).to.equal(null);
  });

  it('uses the call that the page set', async () => {
    const call = new CallController({ displayName: 'Ann' });
    const room = await upgraded(classes.NoomRoom, { call });
    expect(room.call).to.equal(call);
    expect(room.snapshot.self.name).to.equal('Ann');
  });

  it('chooses the device that the page chose', async () => {
    const select = await upgraded(classes.NoomDeviceSelect, { value: 'one', kind: 'microphone' });
    await until(() => select.facts.selectedId === 'one');
    expect(select.kind).to.equal('microphone');
  });

  it('lets no property hide one that is read-only', async () => {
    const room = await upgraded(classes.NoomRoom, { state: 'joined', participantCount: 7 });
    expect([room.state, room.participantCount]).to.deep.equal(['idle', 0]);
  });

  it('keeps a method that the page replaced', async () => {
    const leave = (): Promise<void> => Promise.resolve();
    const room = await fixture<HTMLElement>(html`<early-room><p>…</p></early-room>`);
    Object.assign(room, { leave });
    customElements.define('early-room', class extends classes.NoomRoom {});
    expect(room).to.be.instanceOf(classes.NoomRoom).and.to.have.property('leave', leave);
  });
});
