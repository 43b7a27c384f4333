import assert from 'node:assert/strict';
import type { ElementHandle, Page } from 'puppeteer-core';
import type { NoomRoom } from '../../src/index.js';
import { AXE_SOURCE, askAxe } from '../harness/browser/look/axe.js';
import type { TestPage } from '../harness/browser/launch-browser.js';

/**
 * What a browser logs of a connection that was cut, cannot be made, or is blocked by a proxy; and of a poll of a
 * session that the server ended with the connection: the browser itself may repeat it over another one.
 */
const OF_LOST_SERVER = [
  /^(error|warn): ((WebSocket connection to|Connecting to) '[^']+\/(socket\.io\/|rtc\/v1)|Failed to load resource: net::ERR_)/,
  /^error: Failed to load resource: the server responded with a status of 400 .*\/socket\.io\/\S*transport=polling\S*&sid=/,
  /^uncaught: Error: Firefox can’t establish a connection to the server at \S+\/(socket\.io\/|rtc\/v1)/,
  /^uncaught: Error: Cross-Origin Request Blocked: .* at \S+\/rtc\/v1\/validate\S* \(Reason: CORS request did not succeed\)/,
  // What a captive portal answers with in place of code.
  /^error: Failed to load module script: .* MIME type of "text\/html"/,
];

/** A user of a demo page, who finds elements as users do: by their role and name, wherever in the page they are. */
export class Guest {
  readonly page: Page;
  /** Errors and warnings of the page so far. */
  readonly complaints: readonly string[];
  /** For tests that break the connection to the server: the browser logs that by itself. */
  mayLoseServer = false;
  /** For tests of a page that forbids what it asks for: the browser logs that by itself. */
  mayBeForbidden = false;

  constructor({ page, complaints }: TestPage) {
    this.page = page;
    this.complaints = complaints;
  }

  /** The first element that matches, in whatever shadow tree, once it is visible. */
  async see(selector: string): Promise<ElementHandle> {
    // Visible, because only then every frame is checked; else mutations alone, and those of shadow trees go unseen.
    const element = await this.page.waitForSelector(selector, { visible: true });
    assert(element);
    return element;
  }

  /** Resolves when no visible element matches any more. */
  async seeNoMore(selector: string): Promise<void> {
    await this.page.waitForSelector(selector, { hidden: true });
  }

  /** The element of that role and name, once it is there. */
  async find(role: string, name: string): Promise<ElementHandle> {
    return this.see(`::-p-aria([name="${name}"][role="${role}"])`);
  }

  /** Presses a button, once it is there. */
  async press(name: string): Promise<void> {
    await (await this.find('button', name)).click();
  }

  /** Leaves as the only host of others, who is asked how. */
  async leaveTheOthers(): Promise<void> {
    await this.press('Leave the call');
    await (await this.see('>>> dialog.leaving .button.leave')).click();
  }

  /** Presses an item of the open menu, once it is there. */
  async chooseItem(name: string): Promise<void> {
    await (await this.find('menuitem', name)).click();
  }

  /** Writes into a field, in place of what it holds. */
  async write(name: string, text: string): Promise<void> {
    const field = await this.find('textbox', name);
    await field.click({ count: 3 });
    if (text === '') await this.page.keyboard.press('Backspace');
    else await field.type(text);
  }

  /** Selects an option by its text. */
  async choose(name: string, option: string): Promise<void> {
    const select = await this.find('combobox', name);
    const value = await select.evaluate(
      (element, text) => [...(element as HTMLSelectElement).options].find((one) => one.text === text)?.value ?? '',
      option,
    );
    await select.select(value);
  }

  /** Resolves when the page shows a text, in the element that has it by itself. */
  async reads(text: string): Promise<void> {
    await this.see(`::-p-text(${text})`);
  }

  /**
   * Resolves when the participant's tile is there, and its label says all these things, `microphone off`, and none of
   * those that it is `not` to say.
   */
  async tile(name: string, ...facts: readonly (string | { readonly not: string })[]): Promise<ElementHandle> {
    const says = (text: string): string => `[aria-label*="${text}"]`;
    const wanted = facts.map((fact) => (typeof fact === 'string' ? says(fact) : `:not(${says(fact.not)})`));
    return this.see(tileOf(name) + wanted.join(''));
  }

  /** Resolves when no participant of that name is in the page any more. */
  async missesTile(name: string): Promise<void> {
    await this.seeNoMore(tileOf(name));
  }

  /** The video of the participant's tile, once it shows something. */
  async videoOf(name: string): Promise<ElementHandle> {
    return this.see(`${tileOf(name)} video:not([hidden])`);
  }

  /** Resolves when the participant's tile has presented that many decoded frames. */
  async watches(name: string, frames = 3): Promise<void> {
    await presents(await this.videoOf(name), frames);
  }

  /** Resolves when the video of the page itself has presented that many decoded frames. */
  async watchesVideo(selector: string, frames = 3): Promise<void> {
    await presents(await this.see(selector), frames);
  }

  /** Resolves when the participant's figure, on the page without tags, has presented that many decoded frames. */
  async watchesFigure(name: string, frames = 3): Promise<void> {
    await presents(await this.see(`xpath///figure[contains(figcaption, "${name}")]/video`), frames);
  }

  /** Resolves when the participant's tile shows a frame with red in it, as only the third fake camera draws. */
  async watchesRed(name: string): Promise<void> {
    await this.watchesRedVideo(`${tileOf(name)} video:not([hidden])`);
  }

  /** The same of a video of the page itself. */
  async watchesRedVideo(selector: string): Promise<void> {
    const video = await this.see(selector);
    await video.evaluate(async (element) => {
      const source = element as HTMLVideoElement;
      const canvas = new OffscreenCanvas(32, 18);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      for (;;) {
        await new Promise((resolve) => source.requestVideoFrameCallback(resolve));
        context?.drawImage(source, 0, 0, 32, 18);
        const pixels = context?.getImageData(0, 0, 32, 18).data ?? [];
        if (pixels.some((value, index) => index % 4 === 0 && value > 120)) return;
      }
    });
  }

  /** Resolves when sound of the participant has arrived here, by its energy (W3C webrtc-stats, `totalAudioEnergy`). */
  async hears(name: string): Promise<void> {
    await this.page.waitForFunction(
      async (wanted) => {
        const { snapshot, call } = document.querySelector('noom-room') as unknown as NoomRoom;
        const id = snapshot.participants.find((participant) => participant.name === wanted)?.id;
        const { participants } = await call.getReport({ identities: true });
        const stats = participants.find((participant) => participant.id === id)?.stats as AudioStats[] | undefined;
        return stats?.some(({ type, totalAudioEnergy = 0 }) => type === 'inbound-rtp' && totalAudioEnergy > 0);
      },
      {},
      name,
    );
  }

  /** Joins from prejoin, by the keyboard, as what is above the button may still come; resolves once in the room. */
  async join(): Promise<void> {
    await (await this.see('>>> .join')).press('Enter');
    await this.joined();
  }

  /** Resolves once in the room. */
  async joined(): Promise<void> {
    await this.page.waitForSelector('noom-room[state="joined"]');
  }

  /** Who is in the room for this guest, and by which tracks: a connection made anew would bring others. */
  async roster(): Promise<unknown> {
    return this.page.$eval('noom-room', (room) =>
      room.snapshot.participants.map(({ id, name, role, sources: { camera, microphone } }) => [
        ...[id, name, role, camera.track?.id, microphone.track?.id],
      ]),
    );
  }

  /**
   * What distinguishes one connection to a participant from the next, once there is one: its certificates (W3C
   * webrtc-stats).
   */
  async connectionTo(name: string): Promise<string> {
    const prints = await this.page.waitForFunction(
      async (wanted) => {
        const { snapshot, call } = document.querySelector('noom-room') as unknown as NoomRoom;
        const id = snapshot.participants.find((participant) => participant.name === wanted)?.id;
        const { participants } = await call.getReport({ identities: true, addresses: true });
        const stats = participants.find((participant) => participant.id === id)?.stats as
          CertificateStats[] | undefined;
        return stats?.map(({ type, fingerprint }) => (type === 'certificate' ? fingerprint : '')).join('');
      },
      {},
      name,
    );
    return String(await prints.jsonValue());
  }

  /** Resolves when the call has failed, wholly or in part, with that code. */
  async failed(code: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => (document.querySelector('noom-room') as unknown as NoomRoom).snapshot.error?.code === wanted,
      {},
      code,
    );
  }

  /** Resolves when nothing moves any more: half-faded text would be reported as low contrast. */
  async settled(): Promise<void> {
    await this.page.waitForNetworkIdle({ idleTime: 100, concurrency: 2 });
    await this.page.waitForFunction(() =>
      document.getAnimations().every(({ effect }) => effect?.getTiming().iterations === Infinity),
    );
  }

  /** Presses Tab until an element of that name has the focus. */
  async tabTo(name: RegExp): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      await this.page.keyboard.press('Tab');
      const focused = await this.page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.ariaLabel ?? (element as HTMLElement | null)?.innerText ?? '';
      });
      if (name.test(focused.trim())) return;
    }
    throw new Error(`Tab does not reach ${String(name)}.`);
  }

  /** What axe reports of the page as it is now, by one rule or by all. */
  async axe(rule?: string): Promise<string[]> {
    await this.page.evaluate(AXE_SOURCE);
    return this.page.evaluate(askAxe, rule);
  }

  /** Takes a screenshot, only with `SCREENSHOTS=folder`. */
  async picture(name: string): Promise<void> {
    const folder = process.env['SCREENSHOTS'];
    if (folder) await this.page.screenshot({ path: `${folder}/${name}.png` });
  }

  /** Closes the page, which must not have logged an error or a warning on its console. */
  async close(): Promise<void> {
    await this.page.browserContext().close();
    const complaints = this.complaints.filter(
      (complaint) =>
        !(this.mayLoseServer && OF_LOST_SERVER.some((pattern) => pattern.test(complaint))) &&
        !(this.mayBeForbidden && /content security policy/i.test(complaint)),
    );
    assert.deepEqual(complaints, []);
  }
}

interface CertificateStats {
  type: string;
  fingerprint?: string;
}

interface AudioStats {
  type: string;
  totalAudioEnergy?: number;
}

/** The tile of the participant: it is named after them. */
function tileOf(name: string): string {
  return `>>> .base[role="group"][aria-label^="${name}"]`;
}

/** Resolves when a video has presented that many frames. */
async function presents(video: ElementHandle, frames: number): Promise<void> {
  await video.evaluate(async (element, wanted) => {
    for (let seen = 0; seen < wanted; seen += 1) {
      await new Promise((resolve) => (element as HTMLVideoElement).requestVideoFrameCallback(resolve));
    }
  }, frames);
}
