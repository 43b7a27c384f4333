import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import type { NoomStage } from '../../../../src/components/index.js';
import { pipWindow } from '../../../fakes/browser/pip-windows.js';
import { restore } from '../../../fakes/browser/replaced.js';
import { until } from '../../../harness/until.js';
import { RoomPage, type RoomPageOptions } from '../room-page.js';

/** A call of two. */
export const TWO = { participants: [{ name: 'Ann' }] };

/** A page whose call may be in picture-in-picture. */
export class PipPage extends RoomPage {
  /** The codes of the errors that the page has heard of. */
  readonly errors: string[] = [];

  constructor(options: RoomPageOptions) {
    super(options);
    this.room.addEventListener('noom-error', ({ error }) => this.errors.push(error.code));
  }

  get stage(): NoomStage | null {
    return this.find('noom-stage') as NoomStage | null;
  }

  /** What the stage of the page says in place of its tiles. */
  get notice(): HTMLElement | null {
    return this.stage?.shadowRoot?.querySelector<HTMLElement>('.away') ?? null;
  }

  get isOn(): boolean {
    return this.room.matches(':state(pip)');
  }

  button(name: string, controls: HTMLElement = this.controls): HTMLButtonElement {
    return controls.shadowRoot?.querySelector(`[data-name=${name}]`) as HTMLButtonElement;
  }

  /** By a key, as browsers open such a window for a person alone. */
  async press(): Promise<void> {
    this.button('pip').focus();
    await sendKeys({ press: 'Enter' });
  }

  /** Opens the window with the stage. */
  async open(): Promise<void> {
    await this.press();
    await until(() => this.isOn, 'it was never opened');
    await until(() => this.button('leave', there('noom-controls')), 'the toolbar is drawn there');
    await this.drawn();
  }
}

/** For the tests of one `describe`: a page that has joined, whose windows are closed after each. */
export function usePip(): (options?: RoomPageOptions) => Promise<PipPage> {
  let page: PipPage | null = null;

  afterEach(async () => {
    pipWindow()?.close();
    await page?.close();
    page = null;
    restore();
    // Another window keeps the focus that the tests after this one need.
    await executeServerCommand('bring-to-front');
  });

  return async (options = TWO) => {
    const joined = await PipPage.joined(options);
    page = joined;
    await until(() => joined.button('leave'));
    return joined;
  };
}

/** The first match in the window. */
export function there(selector: string): HTMLElement {
  return pipWindow()?.document.querySelector(selector) as HTMLElement;
}

/** The videos that the tiles of a stage show. */
export function videosIn(stage: HTMLElement | null): HTMLVideoElement[] {
  return [...(stage?.shadowRoot?.querySelectorAll('noom-video') ?? [])].flatMap(
    (tile) => tile.shadowRoot?.querySelector<HTMLVideoElement>('video:not([hidden])') ?? [],
  );
}

/** Whether the tiles of a stage are drawn. */
export function areSeen(stage: NoomStage | null): boolean {
  return [...(stage?.shadowRoot?.querySelectorAll('noom-video') ?? [])].every((tile) => tile.checkVisibility());
}
