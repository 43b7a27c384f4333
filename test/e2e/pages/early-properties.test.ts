import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFirefox } from '../../harness/find-firefox.mjs';
import { IS_LONG } from '../../harness/long-run.js';
import type { BrowserName } from '../../harness/browser/launch-browser.js';
import { readTagProperties } from '../../harness/tag-properties.js';
import { useOwnServer } from '../own-server.js';
import { useWorld } from '../world.js';

const world = useWorld();
const { reason } = await findFirefox();
const tags = [...readTagProperties()];

/** The kit comes from another origin, and when the test says so. */
const server = useOwnServer(() => '<title>Early</title><main></main>');

/** How a tag gets properties before its class is defined. */
const WAYS = [
  'in the page',
  'with attributes that say otherwise',
  'made, and put into the page afterwards',
  'twice, the second time with what counts',
  'as text',
  'as attributes in lower case',
] as const;
type Way = (typeof WAYS)[number];

for (const browser of ['chromium', 'firefox'] as const satisfies BrowserName[]) {
  const skip = browser === 'firefox' && reason !== undefined && `Firefox is NOT tested: ${reason}`;
  // What a tag makes of a property is not the browser's.
  for (const way of browser === 'firefox' && !IS_LONG ? WAYS.slice(0, 1) : WAYS) {
    test(
      `every property set before the kit is loaded takes effect in ${browser}: on a tag ${way}`,
      { skip },
      async (t) => {
        const origin = server.at('localhost');
        const { page } = await world.open(t, '', {}, { launch: { name: browser }, origin });
        const complaints = await page.evaluate(setEarly, tags, `${world.url}/noom.js`, way);
        assert.deepEqual(complaints, []);
      },
    );
  }

  test(
    `the source of a function in any property or attribute is no token, and breaks no tag in ${browser}`,
    { skip },
    async (t) => {
      const origin = server.at('localhost');
      const { page, complaints } = await world.open(t, '', {}, { launch: { name: browser }, origin });
      assert.deepEqual(await page.evaluate(setSources, tags, `${world.url}/noom.js`), []);
      const told = (complaints as string[]).splice(0);
      // Of the property and of the attribute.
      const [tokens, reactions] = [
        /^warn: <noom-room>: token is no JWT, and not used/,
        /^warn: <noom-controls>: reactions /,
      ];
      const counts = [tokens, reactions].map((pattern) => told.filter((one) => pattern.test(one)).length);
      assert.deepEqual([counts, told.length], [[2, 2], 4], told.join('\n'));
    },
  );
}

/**
 * Sets the source of a function on every property and attribute of every tag, as servers and clients of frameworks write
 * one, loads the kit, and returns what is broken. Runs in the page, as the next function does.
 */
async function setSources(all: typeof tags, kit: string): Promise<string[]> {
  const source = 'async () => (await fetch("/token")).text()';
  const main = document.querySelector('main') as HTMLElement;
  const made = all.flatMap(([tag, properties]) =>
    properties
      .filter(({ isReadonly }) => !isReadonly)
      .flatMap(({ name, attribute }) => {
        const elements = [document.createElement(tag), document.createElement(tag)] as const;
        elements[0].setAttribute(attribute ?? name.toLowerCase(), source);
        (elements[1] as unknown as Record<string, unknown>)[name] = source;
        // A room that wraps a page's own UI asks for no devices.
        if (tag === 'noom-room') for (const element of elements) element.append(document.createElement('p'));
        main.append(...elements);
        return elements.map((element) => ({ element, title: `<${tag}> .${name}`, name }));
      }),
  );
  await import(kit);
  const complaints: string[] = [];
  for (const { element, title, name } of made) {
    const { updateComplete, token } = element as unknown as { updateComplete: Promise<boolean>; token?: string | null };
    await updateComplete;
    if (element.shadowRoot?.firstElementChild == null) complaints.push(`${title}: nothing is drawn`);
    if (name === 'token' && token !== null) complaints.push(`${title} is ${String(token)}`);
  }
  return complaints;
}

/**
 * Sets every property of every tag, loads the kit, and returns what is not as it was set. Runs in the page, and so has
 * no named function: the compiler would name it by a helper that is not there.
 */
async function setEarly(all: typeof tags, kit: string, way: Way): Promise<string[]> {
  type Tag = HTMLElement & Record<string, unknown> & { updateComplete: Promise<boolean> };
  const main = document.querySelector('main') as HTMLElement;
  main.innerHTML = '<noom-room id="room"><p>…</p></noom-room><noom-room id="other-room"><p>…</p></noom-room>';
  // A page can have calls without having tags: they come from another window, which has its own tags.
  const frame = Object.assign(document.createElement('iframe'), { makeCall: null });
  document.body.append(frame);
  const script = document.createElement('script');
  script.type = 'module';
  script.textContent = `import { CallController } from '${kit}';
    frameElement.makeCall = () => new CallController({ displayName: 'Ann' });
    frameElement.dispatchEvent(new Event('made'));`;
  await new Promise((resolve) => {
    frame.addEventListener('made', resolve, { once: true });
    frame.contentDocument?.body.append(script);
  });
  // Without permission, devices have no ids.
  const stream = await navigator.mediaDevices.getUserMedia({ video: true });
  for (const track of stream.getTracks()) track.stop();
  const devices = await navigator.mediaDevices.enumerateDevices();
  const given = {
    room: document.getElementById('room'),
    otherRoom: document.getElementById('other-room'),
    makeCall: frame.makeCall,
    cameras: devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId),
  };
  const page = {
    evaluate(expression: string): unknown {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval
      const evaluate = new Function(...Object.keys(given), `return ${expression}`) as (...all: unknown[]) => unknown;
      return evaluate(...Object.values(given));
    },
    /** Sooner or later; what never holds is checked for ten seconds. */
    async holds(element: Tag, name: string, value: unknown): Promise<boolean> {
      for (let looks = 0; looks < 500 && element[name] !== value; looks += 1)
        await new Promise((resolve) => setTimeout(resolve, 20));
      return element[name] === value;
    },
  };
  const early = all.flatMap(([tag, properties]) =>
    properties.map((property) => {
      const { name, attribute, isReadonly, values } = property;
      const element = document.createElement(tag) as unknown as Tag;
      // A room that wraps a page's own UI asks for no devices.
      if (tag === 'noom-room') element.append(document.createElement('p'));
      if (way === 'with attributes that say otherwise' && attribute !== undefined) {
        const other = page.evaluate(values[1]);
        if (other !== false) element.setAttribute(attribute, String(other));
      }
      const value = page.evaluate(values[0]);
      // What has no attribute has no text either.
      if (way === 'as attributes in lower case' && attribute !== undefined && !isReadonly) {
        element.setAttribute(name.toLowerCase(), String(value));
      } else {
        if (way.startsWith('twice')) (element as Record<string, unknown>)[name] = page.evaluate(values[1]);
        const isText = way === 'as text' && attribute !== undefined;
        (element as Record<string, unknown>)[name] = isText ? String(value) : value;
      }
      if (way !== 'made, and put into the page afterwards') main.append(element);
      return { tag, element, property, value };
    }),
  );
  await import(kit);
  for (const { element } of early) main.append(element);
  const complaints: string[] = [];
  for (const { tag, element, property, value } of early) {
    const { name, isReadonly, values } = property;
    await element.updateComplete;
    if (isReadonly) {
      if (element[name] === value) complaints.push(`<${tag}> .${name} can only be read, and hides`);
      continue;
    }
    const next = page.evaluate(values[1]);
    if (!(await page.holds(element, name, value))) complaints.push(`<${tag}> .${name} is ${String(element[name])}`);
    (element as Record<string, unknown>)[name] = next;
    if (!(await page.holds(element, name, next))) complaints.push(`<${tag}> .${name} stays ${String(element[name])}`);
    if (Object.hasOwn(element, name)) complaints.push(`<${tag}> .${name} is hidden by the element’s own`);
  }
  return complaints;
}
