import { Lazy } from '../../../core/index.js';
import { bringsTexts, withTexts } from '../localization/index.js';

/** The chat: loaded with the first chat on the page, and ahead once in a call. */
export const chatParts = besideMenus(() => import('../../noom-chat/chat-view.js'));

/** Prejoin and the device pickers, which appear together. */
export const prejoinParts = bringsTexts(new Lazy(() => import('../../parts/prejoin-parts.js')));

/** The list of participants: loaded as the chat is. */
export const participantsParts = besideMenus(() => import('../../noom-participants/participants-view.js'));

/** The quality in words and graphs: loaded when it is shown, and ahead as the chat is. */
export const qualityParts = besideMenus(() => import('../../noom-quality/quality-view.js'));

/** What a room needs beside the first pictures: screens, announcements, shortcuts. */
export const roomParts = new Lazy(() => withTexts(import('../../parts/room-parts.js')));

/** The settings: loaded when they are opened, or something was chosen before. They show the device pickers. */
export const settingsParts = new Lazy(async () => {
  const view = withTexts(import('../../noom-settings/settings-view.js'));
  const [{ SettingsView }, parts] = await Promise.all([view, prejoinParts.load()]);
  return { SettingsView, parts };
});

/** What a call has use for sooner or later. */
export const laterParts = [chatParts, participantsParts, prejoinParts, settingsParts, qualityParts];

/** A view that uses some of the parts of the room: menus, files that are saved. They are its `menu`. */
function besideMenus<View extends object>(load: () => Promise<View>) {
  return new Lazy(async () => {
    const [view, menu] = await Promise.all([load(), roomParts.load()]);
    return { ...view, menu };
  });
}
