import { expect } from '@open-wc/testing';
import { CallController } from '../../../src/core/index.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { once, RoomPage } from './room-page.js';
import { NoomRoom } from '../../../src/components/index.js';
import { until } from '../../harness/until.js';

describe('<noom-room>', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  describe('its life', () => {
    it('prepares to join by itself when it draws the UI, and shows so', async () => {
      page = new RoomPage({ attributes: 'room="tea"' });
      expect(page.room.getAttribute('state')).to.equal('idle');
      await page.inState('prejoin');
      await until(() => page.room.matches(':state(camera-on)'));
    });

    it('stays idle until asked in a page with its own UI', async () => {
      page = new RoomPage({ attributes: 'room="tea" display-name="Ann"', children: '\n <p>…</p> ' });
      await page.drawn();
      expect(page.room.state).to.equal('idle');
      await page.room.join();
      expect(page.room.state).to.equal('joined');
    });

    it('joins by itself with autojoin, and reports it in order', async () => {
      const states: string[] = [];
      page = new RoomPage({
        attributes: 'room="tea" autojoin',
        prepare: (_memory, room) => {
          room.displayName = 'Ann';
          room.addEventListener('noom-state-changed', ({ state }) => {
            // CSS and the tag's attributes have the state before any listener hears of it.
            states.push(`${state} ${room.getAttribute('state') ?? ''}`);
          });
        },
      });
      const { participant } = await once(page.room, 'noom-joined');
      expect(participant.name).to.equal('Ann');
      expect(states).to.deep.equal(['connecting connecting', 'joined joined']);
    });

    it('uses what is set right after it was put on the page', async () => {
      page = new RoomPage({ children: '<p>…</p>' });
      const room = document.createElement('noom-room');
      page.box.append(room);
      room.append(document.createElement('p'));
      page.memory.attach(room);
      room.room = 'tea';
      room.displayName = 'Late';
      room.autojoin = true;
      await once(room, 'noom-joined');
      expect(room.snapshot.self.name).to.equal('Late');
    });

    it('falls back to prejoin when autojoin has no name, and says what is wrong with an invalid one', async () => {
      page = new RoomPage({ attributes: 'room="tea" autojoin' });
      await page.inState('prejoin');
      await page.close();
      const codes: string[] = [];
      page = new RoomPage({
        attributes: `room="tea" display-name="${'x'.repeat(65)}" autojoin`,
        prepare: (_memory, room) => {
          room.addEventListener('noom-error', ({ error }) => codes.push(error.code));
        },
      });
      await page.inState('prejoin');
      expect(codes).to.deep.equal(['invalid-name']);
      const text = (): string => page.find('noom-prejoin')?.shadowRoot?.textContent ?? '';
      await until(() => text().includes('Your name is missing or too long.'));
    });

    it('leaves when it is removed from the page, and joins again when it comes back', async () => {
      page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
      const { room } = page;
      const { track } = room.snapshot.self.sources.camera;
      const left = once(room, 'noom-left');
      room.remove();
      expect((await left).reason).to.equal('left');
      expect(track?.readyState).to.equal('ended');
      await until(() => page.memory.participants[0]?.call.snapshot.participants.length === 1);
      page.box.append(room);
      await page.inState('joined');
    });

    it('leaves the former call when it is given another', () => {
      page = new RoomPage({ attributes: 'room="tea"', children: '<p>…</p>' });
      const former = page.room.call;
      let leavings = 0;
      former.leave = () => {
        leavings += 1;
        return Promise.resolve();
      };
      const call = new CallController({ displayName: 'New' });
      page.room.call = call;
      expect(leavings).to.equal(1);
      expect(page.room.call).to.equal(call);
      expect(page.room.snapshot.self.name).to.equal('New');
    });
  });

  describe('its attributes', () => {
    it('reflects the state of the call', async () => {
      page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
      expect(page.room.getAttribute('participant-count')).to.equal('2');
      expect(page.room.participantCount).to.equal(2);
      expect(page.room.getAttribute('active-topology')).to.equal('mesh');
      expect(page.room.activeTopology).to.equal('mesh');
      expect(page.room.hasAttribute('locked')).to.equal(false);
      expect(page.room.getAttribute('quality')).to.equal(page.room.quality);
      expect(page.room.matches(':state(microphone-on)')).to.equal(true);
      await page.room.setMicrophone(false);
      expect(page.room.matches(':state(microphone-on)')).to.equal(false);
    });

    it('never overwrites the wish for microphone and camera', async () => {
      page = await RoomPage.joined({ attributes: 'camera="off"' });
      expect(page.room.snapshot.self.sources.camera.on).to.equal(false);
      await page.room.setCamera(true);
      expect(page.room.getAttribute('camera')).to.equal('off');
      expect(page.room.camera).to.equal('off');
      expect(page.room.matches(':state(camera-on)')).to.equal(true);
    });

    it('joins again with the sources as they were on leaving, not as the tag first said', async () => {
      page = await RoomPage.joined({ attributes: 'microphone="on"' });
      await page.room.setMicrophone(false);
      await page.room.leave();
      await page.room.join();
      await until(() => page.room.snapshot.self.sources.camera.on);
      expect(page.room.snapshot.self.sources.microphone.on).to.equal(false);
    });

    it('takes the first of a list for a value that is not in it', () => {
      page = new RoomPage({
        attributes: 'layout="round" topology="star" microphone="loud" theme="pink" ice-policy=""',
        children: '<p>…</p>',
      });
      const { layout, topology, microphone, theme, icePolicy } = page.room;
      expect([layout, topology, microphone, theme, icePolicy]).to.deep.equal(['auto', 'auto', 'on', 'auto', 'all']);
    });

    it('reads the token once and removes it from the page', async () => {
      page = new RoomPage({ attributes: 'token="a.b.c"', children: '<p>…</p>' });
      expect(page.room.hasAttribute('token')).to.equal(false);
      expect(page.room.token).to.equal('a.b.c');
      page.room.setAttribute('token', ' d-_.e9.F ');
      expect(page.room.hasAttribute('token')).to.equal(false);
      expect(page.room.token).to.equal('d-_.e9.F');
      await page.drawn();
      expect(page.box.innerHTML).to.not.include('d-_.e9.F');
    });

    it('says that the server has no media server', async () => {
      page = new RoomPage({ attributes: 'room="tea" display-name="Ann" topology="sfu"', children: '<p>…</p>' });
      const told = once(page.room, 'noom-error');
      const failure = await page.room.join().then(
        () => null,
        (error: unknown) => error,
      );
      const { error } = await told;
      expect(error).to.equal(failure);
      expect(error.code).to.equal('unsupported');
    });
  });

  describe('its events', () => {
    it('reports the facts of the call on the tag, where they bubble', async () => {
      page = new RoomPage({ attributes: 'room="tea" display-name="Me" autojoin' });
      const heard: string[] = [];
      for (const type of [
        'noom-joined',
        'noom-participant-joined',
        'noom-track-added',
        'noom-message-received',
      ] as const) {
        page.box.addEventListener(type, (event) => {
          expect(event.target).to.equal(page.room);
          heard.push(type);
        });
      }
      await once(page.room, 'noom-joined');
      await page.memory.add({ name: 'Ann' }).say('Hello');
      await until(() => heard.includes('noom-message-received'));
      expect(heard).to.include.members(['noom-joined', 'noom-participant-joined', 'noom-track-added']);
    });

    it('reports one failure once', async () => {
      page = await RoomPage.joined({ attributes: 'lang="ko" camera="off"' });
      page.memory.devices.deny('camera');
      const messages: string[] = [];
      page.room.addEventListener('noom-error', ({ error }) => messages.push(error.message));
      (page.find('noom-controls')?.shadowRoot?.querySelector('[data-name=camera]') as HTMLElement).click();
      await until(() => messages.length > 0);
      await page.drawn();
      expect(messages).to.deep.equal(['브라우저가 이 페이지의 카메라나 마이크 사용을 막고 있습니다.']);
    });

    it('rejects its methods with the CallError that it reports', async () => {
      page = await RoomPage.joined();
      const failures: unknown[] = [];
      await page.room.pin('nobody').catch((error: unknown) => failures.push(error));
      await page.room.sendMessage('x'.repeat(5000)).catch((error: unknown) => failures.push(error));
      expect(failures.map((error) => (error as { code: string }).code)).to.deep.equal([
        'not-allowed',
        'message-too-large',
      ]);
    });
  });

  describe('commands', () => {
    const press = (id: string): void => {
      page.box.querySelector<HTMLElement>(`#${id}`)?.click();
    };

    it('are given by buttons without script', async () => {
      page = await RoomPage.joined({
        children: '<p>…</p>',
        around:
          '<button id="mic" commandfor="room" command="--toggle-microphone">m</button>' +
          '<button id="none" commandfor="room" command="--make-tea">t</button>' +
          '<button id="leave" commandfor="room" command="--leave">l</button>',
      });
      press('mic');
      await until(() => !page.room.snapshot.self.sources.microphone.on);
      press('none');
      press('leave');
      await page.inState('left');
    });

    it('are requests on the room, which a page can cancel', async () => {
      page = await RoomPage.joined({
        children: '<p>…</p>',
        around: '<button id="hand" commandfor="room" command="--toggle-hand">h</button>',
      });
      page.room.addEventListener('noom-hand-request', (event) => {
        event.preventDefault();
      });
      const asked = once(page.room, 'noom-hand-request');
      press('hand');
      expect((await asked).on).to.equal(true);
      await page.drawn();
      expect(page.room.snapshot.self.hand).to.equal(false);
    });
  });

  it('can be imported without registering, subclassed, and used without a UI', async () => {
    class XRoomAlone extends NoomRoom {}
    customElements.define('x-room-alone', XRoomAlone);
    page = new RoomPage({ children: '<p>…</p>' });
    const room = new XRoomAlone();
    page.memory.attach(room, { displayName: 'Ann' });
    await room.join();
    expect(room.state).to.equal('joined');
    await room.leave();
  });

  it('creates no globals', async () => {
    const before = new Set(Object.keys(globalThis));
    page = await RoomPage.joined();
    await page.room.leave();
    expect(Object.keys(globalThis).filter((key) => !before.has(key))).to.deep.equal([]);
    await expectAccessible(page.box);
  });
});

describe('a room that could not be joined', () => {
  it('joins when the tag’s attributes were corrected', async () => {
    const page = new RoomPage({ attributes: 'room="tea" display-name="Me" autojoin topology="sfu"' });
    try {
      await page.inState('failed');
      page.room.topology = 'auto';
      await page.room.join();
      expect(page.room.state).to.equal('joined');
    } finally {
      await page.close();
    }
  });
});
