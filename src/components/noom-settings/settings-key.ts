import { loadStored, pageStorage } from '../../core/index.js';

/** Where `localStorage` has what a person has chosen. */
export const SETTINGS_KEY = 'noom:settings';
/** Where it has the name of the last call. */
export const NAME_KEY = 'noom:name';

/** Whether something was chosen before, which is then to be carried out. */
export function hasChoices(): boolean {
  return Object.keys(loadStored(pageStorage(), SETTINGS_KEY)).length > 0;
}
