import type { NoomRoom } from '../../../src/components/index.js';
import { until } from '../../harness/until.js';
import type { Tag, TagEntry, TagName } from './cases/entry.js';
import { find } from './inside.js';
import { JUN, LONG, LONG_WORD, moderate, picker, readFurtherUp, SEOYEON } from './looks.js';

const raiseHand = (room: NoomRoom): Promise<void> => room.raiseHand(true);
const isHandUp = (tag: Tag): boolean => find(tag, '[data-name=hand][aria-label="Lower hand"]') !== undefined;

/**
 * Every tag of the kit: a tag that is not here does not compile, and `coming.test.ts` compares it with what is exported.
 * Longer than others because it is one table.
 */
const TABLE: Readonly<Record<TagName, Omit<TagEntry, 'name'>>> = {
  'noom-room': {
    attributes: 'room="tea" display-name="Me" autojoin',
    phase: 'call',
    tell: raiseHand,
    isTold: isHandUp,
    // Of no name: it is asked for.
    alone: { says: ['Join a call', 'Your name', 'Room', 'Join now'], disabled: null },
    early: { panel: 'settings', strings: { call: 'Early' } },
    looks: [
      { title: 'before the call', phase: 'prejoin', shows: ['.join:enabled'] },
      { title: 'in the call', others: [{ name: JUN, hand: true }, { name: LONG }], shows: ['noom-video', '.chip'] },
      {
        title: 'in the call with the chat',
        others: [{ name: JUN }, { name: SEOYEON, camera: false, microphone: false }],
        prepare: async (tag, { memory }) => {
          tag.panel = 'chat';
          await memory.participants[0]?.say('안녕하세요');
        },
        shows: ['.side', '.body'],
      },
      { title: 'after the call', prepare: (_, { room }) => room.leave(), shows: ['.message'] },
    ],
  },

  'noom-prejoin': {
    phase: 'prejoin',
    tell: (room) => {
      room.displayName = 'News';
    },
    isTold: (tag) => (find(tag, '#name') as HTMLInputElement | undefined)?.value === 'News',
    alone: { says: ['Join a call', 'Your name', 'Join now'], disabled: '.join, .round' },
    early: {},
    looks: [
      { title: 'ready', shows: ['.join:enabled', 'select:enabled'] },
      {
        title: 'complaining',
        prepare: async (tag, { room }) => {
          room.displayName = LONG.repeat(3);
          await tag.updateComplete;
          find(tag, '.join')?.click();
        },
        shows: ['.problem'],
      },
      {
        title: 'blocked',
        prepare: (_, { memory }) => {
          memory.devices.deny('camera');
          memory.devices.deny('microphone');
        },
        errors: ['permission-denied', 'permission-denied'],
        shows: ['.notice', '.retry'],
      },
    ],
  },

  'noom-stage': {
    phase: 'call',
    tell: raiseHand,
    isTold: (tag) => find(tag, 'noom-video[hand]') !== undefined,
    alone: { says: ['Nobody is here yet'], disabled: null },
    early: { maxTiles: 3, selfView: 'float' },
    looks: [
      { title: 'alone', shows: ['.waiting p', 'noom-video'] },
      {
        title: 'with pages',
        attributes: 'max-tiles="3"',
        others: [{ name: JUN }, { name: LONG }, { name: SEOYEON }],
        shows: ['.pager', '.pin', '.tools'],
      },
      {
        title: 'with a large tile and one that floats',
        attributes: 'layout="spotlight" self-view="float"',
        others: [{ name: JUN }, { name: LONG }],
        shows: ['.main', '.float', '.filmstrip', '.grip'],
      },
      {
        title: 'with a hidden self view',
        attributes: 'self-view="hidden"',
        others: [{ name: JUN }],
        shows: ['.show-self'],
      },
    ],
  },

  'noom-video': {
    attributes: 'participant="local"',
    phase: 'call',
    tell: raiseHand,
    isTold: (tag) => tag.matches('[hand]'),
    alone: { says: ['Nobody is here yet'], disabled: null },
    early: { mirror: 'on', fit: 'contain' },
    looks: [
      { title: 'of the local participant', attributes: 'participant="local"', shows: ['video:not([hidden])'] },
      {
        title: 'without a picture',
        attributes: 'participant="remote"',
        others: [{ name: LONG, camera: false, microphone: false, hand: true }],
        shows: ['.avatar', '.corner .badge'],
      },
      {
        title: 'of a link that is lost',
        attributes: 'participant="remote"',
        others: [{ name: JUN }],
        prepare: (_, { memory }) => memory.participants[0]?.interrupt(),
        shows: ['.lost'],
      },
      {
        title: 'of a link that has failed',
        attributes: 'participant="remote"',
        others: [{ name: JUN }],
        prepare: (_, { memory }) => memory.participants[0]?.fail(),
        errors: ['ice-failed'],
        shows: ['.retry'],
      },
    ],
  },

  'noom-reactions': {
    phase: 'call',
    tell: (room) => room.react('👏'),
    isTold: (tag) => find(tag, '.emoji') !== undefined,
    alone: { says: [], disabled: null },
    early: {},
    looks: [
      {
        title: 'with reactions of several',
        others: [{ name: JUN }, { name: LONG }],
        prepare: async (tag, { room, memory }) => {
          for (const participant of memory.participants) await participant.react('🎉');
          await room.react('👍');
          await until(() => find(tag, '.reaction:nth-child(3)'));
          // Held where it can be read: at its end, a reaction is removed.
          for (const animation of tag.shadowRoot?.getAnimations() ?? []) {
            animation.pause();
            animation.currentTime = 1_000;
          }
        },
        shows: ['.reaction:nth-child(1)', '.reaction:nth-child(2)', '.reaction:nth-child(3)'],
      },
    ],
  },

  'noom-quality': {
    attributes: 'details',
    phase: 'call',
    tell: (room) => {
      room.strings = { isUnknown: 'News', isExcellent: 'News' };
    },
    isTold: (tag) => find(tag, 'strong')?.textContent.trim() === 'News',
    alone: { says: ['Quality of the call', 'not measured yet'], disabled: null },
    early: { details: true, participant: 'local' },
    looks: [
      { title: 'of a call, alone', attributes: 'details', shows: ['.summary .icon', '.hint'] },
      {
        title: 'with graphs, and figures as a table',
        attributes: 'details',
        others: [{ name: LONG }, { name: JUN }],
        prepare: (tag) => {
          find(tag, 'summary')?.click();
        },
        shows: ['select', '.graph:nth-child(5) .plot', 'tbody tr:nth-child(8) td', '.button'],
      },
    ],
  },

  'noom-controls': {
    phase: 'call',
    tell: raiseHand,
    isTold: isHandUp,
    alone: { says: ['Call controls', 'Turn microphone on', 'Leave the call'], disabled: '.round' },
    early: { controls: 'hand leave', labels: true },
    looks: [
      { title: 'in a row', shows: ['.leave'] },
      { title: 'with words', attributes: 'labels', shows: ['.label'] },
      {
        title: 'with news',
        others: [{ name: JUN }],
        prepare: (_, { memory }) => memory.participants[0]?.say('안녕하세요'),
        shows: ['.badge'],
      },
    ],
  },

  'noom-device-select': {
    phase: 'call',
    tell: (room) => room.call.selectDevice('camera', 'desk'),
    isTold: (tag) => (find(tag, 'select') as HTMLSelectElement | undefined)?.value === 'desk',
    // By itself it picks a device of the machine; which there are, the page need not know yet.
    alone: { says: ['Camera'], disabled: null },
    early: { label: 'Early', required: true },
    looks: [
      picker('with a picture', 'preview', 'video:not([hidden])'),
      picker('with a level', 'kind="microphone" meter', '.meter'),
      picker('of a speaker', 'kind="speaker"'),
      {
        title: 'of a device that was unplugged',
        prepare: (_, { memory }) => {
          memory.devices.unplug('front');
        },
        shows: ['.note'],
      },
    ],
  },

  'noom-participants': {
    phase: 'call',
    tell: raiseHand,
    isTold: (tag) => find(tag, '.hand') !== undefined,
    alone: { says: ['Search by name', 'In the call', 'Copy link'], disabled: '.input' },
    early: { inviteUrl: '/early' },
    looks: [
      { title: 'alone', shows: ['.person .name', '.copy'] },
      {
        title: 'with hands and roles',
        others: [{ name: JUN }, { name: LONG, hand: true, camera: false, microphone: false }, { name: SEOYEON }],
        prepare: async (tag, { room, memory }) => {
          await moderate(room, memory);
          await until(() => find(tag, '.heading .actions'));
        },
        shows: ['.hand', '.is-off', '.note', '.actions'],
      },
      {
        title: 'with someone who waits',
        others: [{ name: JUN }],
        prepare: async (tag, { room, memory }) => {
          await moderate(room, memory);
          await room.setLobby(true);
          for (const displayName of [LONG, SEOYEON]) {
            memory
              .createCall({ displayName })
              .join()
              .catch(() => undefined);
          }
          await until(() => find(tag, '.small.primary'));
        },
        shows: ['.small.primary', '.chip'],
      },
    ],
  },

  'noom-settings': {
    attributes: 'open',
    phase: 'call',
    tell: (room) => {
      room.strings = { settings: 'News' };
    },
    isTold: (tag) => find(tag, '#title')?.textContent.trim() === 'News',
    // Closed, it draws nothing.
    alone: null,
    early: { open: true },
    looks: [
      {
        title: 'open',
        attributes: 'open',
        shows: ['dialog[open]', 'select:enabled', '.meter', '[role=switch]', '#language'],
      },
      {
        title: 'with a device that is refused',
        attributes: 'open',
        prepare: async (_, { room, memory }) => {
          memory.devices.deny('camera');
          await room.setCamera(false);
          await room.setCamera(true).catch(() => undefined);
        },
        errors: ['permission-denied'],
        shows: ['dialog[open]', '.note'],
      },
    ],
  },

  'noom-chat': {
    phase: 'call',
    tell: (room) => room.sendMessage('News'),
    isTold: (tag) => find(tag, '.body')?.textContent === 'News',
    alone: { says: ['No messages yet. Say hello.', 'Send a message'], disabled: 'textarea' },
    early: { draft: 'Early', placeholder: 'Say something' },
    looks: [
      { title: 'empty', shows: ['.empty:not([hidden])'] },
      {
        title: 'with messages, and one that is too long',
        others: [{ name: JUN }, { name: LONG }],
        prepare: async (tag, { room, memory }) => {
          const [jun, other] = memory.participants;
          await jun?.say(`안녕하세요 https://example.com/${'a'.repeat(80)}`);
          await other?.say(LONG_WORD);
          await room.sendMessage(`네, 안녕하세요 ${LONG_WORD}`);
          await jun?.leave();
          tag.draft = '가'.repeat(4001);
        },
        shows: ['.own .body', '.group:not(.own) .body', '.note', '.problem', '.count'],
      },
      {
        title: 'read further up, with news',
        others: [{ name: JUN }],
        prepare: readFurtherUp,
        shows: ['.newer'],
      },
    ],
  },
};

/** The table, a row for each tag. */
export const TAGS: readonly TagEntry[] = (Object.keys(TABLE) as TagName[]).map((name) => ({ name, ...TABLE[name] }));
