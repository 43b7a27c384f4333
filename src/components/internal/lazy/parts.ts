import { Lazy } from '../../../core/index.js';
import { callTexts, prejoinTexts, withTexts } from '../localization/index.js';

/** The chat: loaded with the first chat on the page, and ahead once in a call. Its menus are among the room's parts. */
export const chatParts = new Lazy(async () => {
  const [view, menu] = await Promise.all([import('../../noom-chat/chat-view.js'), roomParts.load()]);
  return { ...view, menu };
});

/** Prejoin and the device pickers, which appear together. */
export const prejoinParts = new Lazy(() => withTexts(import('./prejoin-parts.js'), prejoinTexts));

/** The list of participants: loaded as the chat is. Its menus are among the parts of the room. */
export const participantsParts = new Lazy(async () => {
  const [view, menu] = await Promise.all([import('../../noom-participants/participants-view.js'), roomParts.load()]);
  return { ...view, menu };
});

/** What a room needs beside the first pictures: screens, announcements, shortcuts. */
export const roomParts = new Lazy(() => withTexts(import('./room-parts.js'), callTexts));

/** The settings: loaded when they are opened, or something was chosen before. They show the device pickers. */
export const settingsParts = new Lazy(async () => {
  const view = withTexts(import('../../noom-settings/settings-view.js'), callTexts);
  const [{ SettingsView }, parts] = await Promise.all([view, prejoinParts.load()]);
  return { SettingsView, parts };
});
