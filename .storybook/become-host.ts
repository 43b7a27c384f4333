import { drawn, partOf } from './drawn-parts.js';
import type { Stage } from './story-room.js';

/** The host hands the room over to the local participant, and is a guest from then on. */
export async function becomeHost(stage: Stage): Promise<void> {
  await stage.joined();
  const [first] = stage.room.participants;
  if (first === undefined) return;
  await first.call.setRole(stage.call.snapshot.self.id, 'host');
  await stage.until(({ self }) => self.role === 'host');
  await stage.call.setRole(first.call.snapshot.self.id, 'guest');
  await stage.until(({ participants }) => participants.every(({ role, isLocal }) => (role === 'host') === isLocal));
  // It would pass by itself while the story is looked at.
  (await drawn(() => partOf('[part=told] button'))).click();
}
