import { until } from '../../harness/until.js';
import type { DrawnParticipant } from '../../../src/testing/index.js';
import { RoomPage } from '../noom-room/room-page.js';

/** A page with a list of participants in a room of Ann, who began it, Ben and Cy; the local participant is Me. */
export class PeoplePage {
  readonly page: RoomPage;
  readonly list: HTMLElementTagNameMap['noom-participants'];

  constructor(page: RoomPage) {
    this.page = page;
    this.list = page.find('noom-participants') as HTMLElementTagNameMap['noom-participants'];
  }

  /** @param isPanel whether it is the panel of the built-in UI, else the page's own. */
  static async joined(
    role: 'host' | 'cohost' | 'guest' = 'guest',
    { isPanel = false }: { isPanel?: boolean } = {},
  ): Promise<PeoplePage> {
    const page = await RoomPage.joined({
      children: isPanel ? '' : '<noom-participants></noom-participants>',
      width: isPanel ? 1000 : 340,
      participants: [{ name: 'Ann' }, { name: 'Ben', hand: true }, { name: 'Cy', microphone: false }],
    });
    await until(() => page.room.snapshot.participants.some(({ hand }) => hand));
    if (isPanel) page.room.panel = 'participants';
    await until(() => page.find('noom-participants'));
    const people = new PeoplePage(page);
    // Who comes first is host: that may be either.
    const { self } = page.room.snapshot;
    if (self.role === 'host') await page.room.setRole(people.idOf('Ann'), 'host');
    await until(() => people.other('Ann').call.snapshot.self.role === 'host');
    await people.other('Ann').call.setRole(self.id, role);
    await until(() => page.room.snapshot.self.role === role);
    await people.drawn();
    return people;
  }

  get root(): ShadowRoot {
    return this.list.shadowRoot as ShadowRoot;
  }

  get names(): string[] {
    return [...this.root.querySelectorAll('.person .name')].map(({ textContent }) => textContent.trim());
  }

  get dialog(): HTMLDialogElement {
    return this.root.querySelector('dialog') as HTMLDialogElement;
  }

  get notice(): string | undefined {
    return this.root.querySelector('.notice p')?.textContent.trim();
  }

  other(name: string): DrawnParticipant {
    const found = this.page.memory.participants.find((participant) => participant.name === name);
    if (!found) throw new Error(`There is no ${name}.`);
    return found;
  }

  idOf(name: string): string {
    return this.page.room.snapshot.participants.find((participant) => participant.name === name)?.id ?? '';
  }

  /** The button of a row's menu. */
  button(name: string): HTMLButtonElement {
    return this.root.querySelector(`.actions[aria-label="Actions for ${name}"]`) as HTMLButtonElement;
  }

  /** The titles in the open menu. */
  get items(): string[] {
    return this.#items.map(({ textContent }) => textContent.trim());
  }

  async open(button: HTMLElement): Promise<void> {
    button.focus();
    button.click();
    await until(() => this.root.activeElement?.matches('.item'), 'no menu opened');
  }

  async choose(title: string): Promise<void> {
    this.#items.find(({ textContent }) => textContent.trim() === title)?.click();
    await this.drawn();
  }

  press(title: string): void {
    const buttons = [...this.root.querySelectorAll<HTMLButtonElement>('.button')];
    buttons.find(({ textContent }) => textContent.trim() === title)?.click();
  }

  async drawn(): Promise<void> {
    await this.list.updateComplete;
  }

  close(): Promise<void> {
    return this.page.close();
  }

  get #items(): readonly HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>('.menu:popover-open .item')];
  }
}
