import { expect } from '@open-wc/testing';
import { NoticeSounds } from '../../../src/components/noom-settings/notice-sounds.js';
import { RoomSettings } from '../../../src/components/noom-settings/room-settings.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';
import { forgetAll } from './settings-page.js';

const ALL = { joinSound: true, handSound: true, messageSound: true };

describe('the sounds for what others do', () => {
  const { now } = performance;
  let page: RoomPage;
  /** By how much the clock of the page is ahead. */
  let aheadMs: number;
  let played: string[];

  beforeEach(() => {
    forgetAll();
    aheadMs = 0;
    played = [];
    performance.now = () => now.call(performance) + aheadMs;
  });
  afterEach(async () => {
    performance.now = now;
    await page.close();
    forgetAll();
  });

  const NAMES: Readonly<Record<string, string>> = {
    '523.25 783.99': 'join',
    '659.25 659.25': 'hand',
    '440': 'message',
  };
  const play = (_speakerId: string, notesHz: readonly number[]): Promise<void> => {
    played.push(NAMES[notesHz.join(' ')] ?? '');
    // As where the page may not play: what it is for is shown too.
    return Promise.reject(new DOMException('', 'NotAllowedError'));
  };
  const open = async (): Promise<void> => {
    page = await RoomPage.joined({ attributes: 'camera="off"', participants: [{ name: 'Ann', camera: false }] });
  };
  const ann = () => {
    const [first] = page.memory.participants;
    if (first === undefined) throw new Error('Ann is not there.');
    return first;
  };
  /** Long enough after the last one. */
  const later = (): void => {
    aheadMs += 700;
  };
  const texts = (): (string | undefined)[] => page.room.snapshot.messages.map(({ text }) => text);
  const said = async (text: string): Promise<void> => {
    await ann().say(text);
    await until(() => texts().includes(text));
  };
  const raised = async (on: boolean): Promise<void> => {
    await ann().raiseHand(on);
    await until(() => page.room.snapshot.participants.some(({ isLocal, hand }) => !isLocal && hand === on));
  };

  it('are told apart, and not made for what the participant does', async () => {
    await open();
    new NoticeSounds(page.room, play).choose(ALL);
    page.memory.add({ name: 'Bo', camera: false });
    await until(() => page.room.participantCount === 3);
    later();
    await raised(true);
    later();
    await said('hello');
    later();
    await raised(false);
    await page.room.raiseHand(true);
    await page.room.sendMessage('hi');
    await until(() => texts().length === 2);
    expect(played).to.deep.equal(['join', 'hand', 'message']);
  });

  it('are one at most in 0.7 s, whatever happens, and only those that are chosen', async () => {
    await open();
    const sounds = new NoticeSounds(page.room, play);
    performance.now = () => aheadMs;
    sounds.choose(ALL);
    await said('one');
    await raised(true);
    aheadMs = 699;
    await said('two');
    aheadMs = 700;
    await said('three');
    expect(played).to.deep.equal(['message', 'message']);
    later();
    sounds.choose({ handSound: true });
    await said('four');
    await raised(false);
    await raised(true);
    expect(played).to.deep.equal(['message', 'message', 'hand']);
    later();
    sounds.choose({});
    await raised(false);
    await raised(true);
    await said('five');
    expect(played.length).to.equal(3);
  });

  it('are one of each kind in ten seconds in a large room, whatever hundreds do', async () => {
    page = await RoomPage.joined({ attributes: 'camera="off"', signaling: { maxParticipants: 300 } });
    performance.now = () => aheadMs;
    const crowd = await page.memory.addCrowd(30);
    await until(() => page.room.participantCount === 31);
    new NoticeSounds(page.room, play).choose(ALL);
    const comes = async (): Promise<void> => {
      const count = page.room.participantCount;
      await page.memory.addCrowd(1);
      await until(() => page.room.participantCount > count);
    };
    for (const [index, member] of crowd.slice(0, 12).entries()) {
      await comes();
      later();
      await member.raiseHand();
      await until(() => page.room.snapshot.participants.filter(({ hand }) => hand).length > index);
      later();
    }
    // 12 of each, within 16.8 s.
    expect(played).to.deep.equal(['join', 'hand', 'join', 'hand']);
  });

  it('are not made after leaving, nor for those who are there when the participant joins again', async () => {
    await open();
    new NoticeSounds(page.room, play).choose(ALL);
    const heard: string[] = [];
    ann().call.addEventListener('noom-participant-left', () => heard.push('left'));
    await page.room.leave();
    await ann().say('are you there?');
    await ann().raiseHand(true);
    page.memory.add({ name: 'Bo', camera: false });
    await page.memory.ready;
    await until(() => heard.length === 1);
    expect(played).to.deep.equal([]);
    await page.room.join();
    await until(() => page.room.participantCount === 3);
    expect(played).to.deep.equal([]);
    await said('there you are');
    expect(played).to.deep.equal(['message']);
  });

  it('end with the last settings of the room', async () => {
    await open();
    const settings = new RoomSettings(page.room, play);
    const undo = [settings.follow(() => undefined), settings.follow(() => undefined)];
    await settings.choose({ setting: 'messageSound', value: true });
    await said('one');
    undo[0]?.();
    later();
    await said('two');
    undo[1]?.();
    undo[1]?.();
    later();
    await said('three');
    expect(played).to.deep.equal(['message', 'message']);
  });
});
