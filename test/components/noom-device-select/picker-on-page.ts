import type { NoomDeviceSelect } from '../../../src/components/noom-device-select/index.js';
import '../../../src/components/noom-device-select/index.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { nameDevices } from '../../harness/machine.js';

/** Where pickers without a room remember what was chosen. */
export const STORED = 'noom:devices';

type Device = Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>;

/** Two cameras. */
export const CAMERAS: readonly Device[] = ['one', 'two'].map((id) => ({
  ...{ kind: 'videoinput', deviceId: id, label: `Camera ${id}` },
}));

/** Puts a picker onto the page, inside of what `wrap` puts around it. */
type Put = (attributes?: string, wrap?: (tag: string) => string) => Promise<NoomDeviceSelect>;

/**
 * For the tests of one `describe`: pickers without a room, removed after each with all that was replaced and
 * remembered.
 */
export function usePickers(): { readonly page: HTMLElement; readonly put: Put } {
  let page = document.createElement('div');

  before(nameDevices);

  beforeEach(() => {
    localStorage.removeItem(STORED);
    page = document.createElement('div');
    document.body.append(page);
  });

  afterEach(() => {
    page.remove();
    restore();
    localStorage.removeItem(STORED);
  });

  return {
    get page() {
      return page;
    },
    async put(attributes = '', wrap = (tag: string): string => tag) {
      page.innerHTML = wrap(`<noom-device-select ${attributes}></noom-device-select>`);
      const tag = page.querySelector('noom-device-select');
      if (tag === null) throw new Error('There is no picker in the page.');
      await tag.updateComplete;
      return tag;
    },
  };
}

/** Sets the machine's devices; a second time it also reports that they changed. */
export function plug(devices: readonly Device[]): void {
  replace(navigator.mediaDevices, 'enumerateDevices', () => Promise.resolve(devices));
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
}

/** Sets the state of every permission. */
export function permit(state: PermissionState): EventTarget & { state: PermissionState } {
  const status = Object.assign(new EventTarget(), { state });
  replace(navigator.permissions, 'query', () => Promise.resolve(status));
  return status;
}

/** The field. */
export function select(tag: NoomDeviceSelect): HTMLSelectElement {
  const found = tag.shadowRoot?.querySelector('select');
  if (!found) throw new Error('The picker has no select.');
  return found;
}

/** The button beside the field, if there is one. */
export function button(tag: NoomDeviceSelect): HTMLButtonElement | null {
  return tag.shadowRoot?.querySelector('button') ?? null;
}

/** The note below the field. */
export function note(tag: NoomDeviceSelect): string {
  return tag.shadowRoot?.querySelector('[role=status]')?.textContent.trim() ?? '';
}
