import { isGiving, type Participant, type Role } from '../../core/index.js';
import { mayModerate } from '../../protocol/roles.js';
import type { Moderation } from '../internal/link/commands.js';
import type { RoomFacts, Wish } from '../internal/link/room-link.js';
import type { TextKey } from '../internal/localization/index.js';

/** Something that the local participant can do to another one, or to the room. */
export interface Action {
  readonly title: TextKey;
  readonly wish: Wish;
  readonly isDangerous?: boolean;
  /** Asked before it is done: what it does, and the word for it. */
  readonly question?: { readonly title: TextKey; readonly hint: TextKey; readonly answer: TextKey };
}

/** What a question may be about: an action, or several, which have no one wish. */
export type AskedAction = Omit<Action, 'wish'> & { readonly wish?: Wish };

/** All who wait in the lobby are refused. */
export const DENY_ALL: AskedAction = {
  title: 'denyAll',
  question: { title: 'denyAllTitle', hint: 'denyAllHint', answer: 'denyAll' },
};

const ROLE_TITLES: Readonly<Record<Role, TextKey>> = {
  host: 'makeHost',
  cohost: 'makeCohost',
  guest: 'makeGuest',
  viewer: 'makeViewer',
};

/** The roles in which a question is asked first: one gives all rights away, the other takes the voice. */
const ROLE_QUESTIONS: Partial<Record<Role, Action['question']>> = {
  host: { title: 'hostTitle', hint: 'hostHint', answer: 'makeHost' },
  viewer: { title: 'viewerTitle', hint: 'viewerHint', answer: 'makeViewer' },
};

/** What the local participant can do to a participant, by the roles of both; the titles take the `name`. */
export function moderationOf(snapshot: RoomFacts, target: Participant): readonly Action[] {
  const { self, spotlightId } = snapshot;
  const { id, role, isLocal, sources } = target;
  const may = (action: Parameters<typeof mayModerate>[0]): boolean => mayModerate(action, self.role, role);
  const actions: Action[] = [];
  const isHeard = isGiving(sources.microphone);
  if (!isLocal && isHeard && may('mute')) actions.push(of('muteName', { action: 'muteParticipant', id }));
  if (!isLocal && !isHeard && may('ask')) actions.push(of('askThem', { action: 'askToUnmute', id }));
  if (may('spotlight') && spotlightId === id) {
    actions.push(of(isLocal ? 'spotlightSelfOff' : 'spotlightOff', { action: 'spotlight', id: null }));
  } else if (may('spotlight')) {
    actions.push(of(isLocal ? 'spotlightSelfOn' : 'spotlightOn', { action: 'spotlight', id }));
  }
  if (isLocal) return actions;
  if (may('role')) {
    for (const [to, title] of Object.entries(ROLE_TITLES) as [Role, TextKey][]) {
      const question = ROLE_QUESTIONS[to];
      if (to !== role)
        actions.push({ ...of(title, { action: 'setRole', id, role: to }), ...(question && { question }) });
    }
  }
  if (may('remove')) {
    const question = { title: 'removeTitle', hint: 'removeHint', answer: 'remove' } as const;
    actions.push({ ...of('removeThem', { action: 'remove', id }), isDangerous: true, question });
  }
  return actions;
}

/** What the local participant can do to the room, by their role. */
export function roomActionsOf({ self, locked, lobby, knocking }: RoomFacts): readonly Action[] {
  const may = (action: Parameters<typeof mayModerate>[0]): boolean => mayModerate(action, self.role);
  const actions: Action[] = [];
  if (may('mute')) {
    const question = { title: 'muteAllTitle', hint: 'muteAllHint', answer: 'muteAll' } as const;
    actions.push({ ...of('muteEverybody', { action: 'muteAll', id: null }), question });
  }
  if (may('lock')) actions.push(of(locked ? 'unlockRoom' : 'lockRoom', { action: 'lock', id: null, on: !locked }));
  if (may('lobby')) {
    // It lets in all who wait.
    const question = { title: 'lobbyOffTitle', hint: 'lobbyOffHint', answer: 'admitAll' } as const;
    const action = of(lobby ? 'lobbyOff' : 'lobbyOn', { action: 'setLobby', id: null, on: !lobby });
    actions.push({ ...action, ...(lobby && knocking.length > 0 && { question }) });
  }
  if (may('end')) {
    const question = { title: 'endTitle', hint: 'endHint', answer: 'end' } as const;
    actions.push({ ...of('endEverybody', { action: 'endForAll', id: null }), isDangerous: true, question });
  }
  return actions;
}

/** Whether an action is still offered and asked about: roles change, and participants leave or wait no more. */
export function isStillOffered(snapshot: RoomFacts, { title }: AskedAction, targetId: string | null): boolean {
  if (title === DENY_ALL.title) return snapshot.knocking.length > 0 && mayModerate('admit', snapshot.self.role);
  const target = snapshot.participants.find(({ id }) => id === targetId);
  if (targetId !== null && !target) return false;
  const offered = target ? moderationOf(snapshot, target) : roomActionsOf(snapshot);
  return offered.some((action) => action.title === title && action.question !== undefined);
}

function of(title: TextKey, moderation: Moderation): Action {
  return { title, wish: { type: 'noom-moderation-request', ...moderation } };
}
