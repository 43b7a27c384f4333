import '../../../src/components/noom-settings/index.js';
import type { NoomSettings } from '../../../src/components/index.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

/** Where the browser has what was chosen. */
export const KEY = 'noom:settings';

/** What is remembered of the choices. */
export const remembered = (): unknown => JSON.parse(localStorage.getItem(KEY) ?? 'null');

/** The browser remembers nothing. */
export function forgetAll(): void {
  localStorage.removeItem(KEY);
  localStorage.removeItem('noom:devices');
}

/** A page in a call whose settings were opened as a panel. */
export async function openedPage(attributes = ''): Promise<RoomPage> {
  const page = await RoomPage.joined({ attributes });
  page.room.panel = 'settings';
  await until(() => settingsIn(() => page).isShown());
  await page.drawn();
  return page;
}

/**
 * For the tests of one `describe`: the settings on the page of each, which is closed after it. Nothing is remembered
 * before and after.
 */
export function useSettings(getPage: () => RoomPage): ReturnType<typeof settingsIn> {
  beforeEach(forgetAll);
  afterEach(async () => {
    await getPage().close();
    forgetAll();
  });
  return settingsIn(getPage);
}

/** The settings on a test's page, by default those of the built-in UI. */
export function settingsIn(getPage: () => RoomPage) {
  const settings = (): NoomSettings | null => getPage().find('noom-settings') as NoomSettings | null;
  const dialogOf = (tag = settings()): HTMLDialogElement | null | undefined => tag?.shadowRoot?.querySelector('dialog');
  const isShown = (tag = settings()): boolean => dialogOf(tag)?.matches(':modal') === true;
  const inside = (selector: string, tag = settings()): HTMLElement | null | undefined =>
    dialogOf(tag)?.querySelector<HTMLElement>(selector);
  const box = (name: string): HTMLInputElement => inside(`[name=${name}]`) as HTMLInputElement;
  const control = (name = 'settings'): HTMLElement =>
    getPage().controls.shadowRoot?.querySelector(`[data-name="${name}"]`) as HTMLElement;

  function choose(name: string, value: string): void {
    const select = inside(`#${name}`) as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event('change'));
  }

  return { settings, dialogOf, isShown, inside, box, control, choose };
}
