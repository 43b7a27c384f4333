import { expect } from '@open-wc/testing';
import type { NoomRoom } from '../../../src/components/index.js';
import { CallError } from '../../../src/core/index.js';
import type { SignalingTransport } from '../../../src/core/signaling/signaling-transport.js';
import { hearWarnings } from '../../harness/browser/hear-warnings.js';
import { until } from '../../harness/until.js';
import { once, RoomPage } from './room-page.js';

/** Everything that is to happen by itself has happened. */
async function settle(page: RoomPage): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await page.drawn();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** A transport to a server that admits only one token; records the tokens of the requests. */
function guarded(transport: SignalingTransport, asked: (string | undefined)[]): SignalingTransport {
  const request = transport.request.bind(transport);
  transport.request = async (name, payload, signal) => {
    if (name === 'room:join') {
      const { token } = payload as { token?: string };
      asked.push(token);
      if (token !== 'a.good.one') throw new CallError('unauthorized');
    }
    return request(name, payload, signal);
  };
  return transport;
}

describe('a room that lacks something at first', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  /** What a framework sets a moment later, each alone. */
  const STEPS: Record<string, (room: NoomRoom) => void> = {
    autojoin: (room) => (room.autojoin = true),
    room: (room) => (room.room = 'tea'),
    'display-name': (room) => {
      room.setAttribute('display-name', 'Ann');
    },
  };
  const ORDERS = [
    ['autojoin', 'room', 'display-name'],
    ['autojoin', 'display-name', 'room'],
    ['room', 'autojoin', 'display-name'],
    ['room', 'display-name', 'autojoin'],
    ['display-name', 'autojoin', 'room'],
    ['display-name', 'room', 'autojoin'],
  ];

  for (const children of ['', '<p>own</p>']) {
    for (const order of ORDERS) {
      it(`joins once ${order.join(', then ')} was set${children && ', in the page’s own layout'}`, async () => {
        page = new RoomPage({ children });
        let joinings = 0;
        page.room.addEventListener('noom-joined', () => (joinings += 1));
        await settle(page);
        for (const step of order) {
          expect(page.room.state).to.be.oneOf(['idle', 'prejoin']);
          STEPS[step]?.(page.room);
          await settle(page);
        }
        await page.inState('joined');
        expect([joinings, page.room.snapshot.self.name]).to.deep.equal([1, 'Ann']);
      });
    }
  }

  it('joins as displayname, the attribute as HTML spells it', async () => {
    page = new RoomPage({ attributes: 'room="tea" displayname="Ann" autojoin' });
    await page.inState('joined');
    expect(page.room.snapshot.self.name).to.equal('Ann');
  });

  it('does not join when autojoin is false', async () => {
    page = new RoomPage({ attributes: 'room="tea" display-name="Ann" autojoin="false"' });
    await page.inState('prejoin');
    await settle(page);
    expect(page.room.state).to.equal('prejoin');
  });

  it('does not join while the user types', async () => {
    page = new RoomPage({ attributes: 'room="tea" autojoin' });
    await page.inState('prejoin');
    const input = page.prejoin.shadowRoot?.querySelector('input') as HTMLInputElement;
    input.value = 'B';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    page.room.displayName = 'Ann';
    await settle(page);
    expect([page.room.state, input.value]).to.deep.equal(['prejoin', 'B']);
  });

  it('does not join once the user has pressed a control', async () => {
    page = new RoomPage({ attributes: 'room="tea" autojoin' });
    await page.inState('prejoin');
    page.prejoin.shadowRoot?.querySelector<HTMLElement>('.toggles .round')?.click();
    page.room.displayName = 'Ann';
    await settle(page);
    expect(page.room.state).to.equal('prejoin');
  });

  it('does not join once the user has left', async () => {
    page = await RoomPage.joined();
    await page.room.leave();
    page.room.displayName = 'Ann';
    page.room.autojoin = false;
    await settle(page);
    page.room.autojoin = true;
    await settle(page);
    expect(page.room.state).to.equal('left');
  });

  it('does not join once the user has left before joining', async () => {
    page = new RoomPage({ attributes: 'room="tea" autojoin' });
    await page.inState('prejoin');
    await page.room.leave();
    page.room.displayName = 'Ann';
    await settle(page);
    expect(page.room.state).to.equal('idle');
  });

  it('joins when an invalid name is corrected', async () => {
    page = new RoomPage({ attributes: `room="tea" display-name="${'x'.repeat(65)}" autojoin` });
    await page.inState('prejoin');
    page.room.displayName = 'Ann';
    await page.inState('joined');
  });

  describe('on a server that asks for a token', () => {
    /** A page whose server admits one token only. */
    function put(attributes: string): { asked: (string | undefined)[] } {
      const asked: (string | undefined)[] = [];
      page = new RoomPage({
        attributes: `room="tea" display-name="Ann" ${attributes}`,
        prepare(memory, room) {
          const createTransport = (): SignalingTransport => guarded(memory.signaling.createTransport(), asked);
          Object.assign(room, { createCall: () => memory.createCall({}, { createTransport }) });
        },
      });
      return { asked };
    }

    it('joins when the token is set after one was refused', async () => {
      const { asked } = put('autojoin');
      await page.inState('failed');
      page.room.token = () => Promise.resolve('a.good.one');
      await page.inState('joined');
      expect(asked).to.deep.equal([undefined, 'a.good.one']);
    });

    it('joins when the token is set while another is being refused', async () => {
      put('autojoin');
      await once(page.room, 'noom-state-changed');
      page.room.token = 'a.good.one';
      await page.inState('joined');
    });

    it('joins when the token is set as an attribute, and when the user had pressed join', async () => {
      put('');
      await page.inState('prejoin');
      await page.room.join().catch(() => undefined);
      page.room.setAttribute('token', 'a.good.one');
      await page.inState('joined');
    });

    it('tries each text once, and no function after a function', async () => {
      const { asked } = put('autojoin token="a.bad.one"');
      await page.inState('failed');
      page.room.token = 'a.bad.one';
      await settle(page);
      page.room.token = 'a.worse.one';
      await until(() => asked.length === 2);
      await page.inState('failed');
      page.room.token = () => 'the.worst.one';
      await until(() => asked.length === 3);
      await page.inState('failed');
      page.room.token = () => 'a.good.one';
      await settle(page);
      expect(page.room.state).to.equal('failed');
      expect(asked).to.deep.equal(['a.bad.one', 'a.worse.one', 'the.worst.one']);
    });

    it('does not take the source of a function for a token, and says so', async () => {
      const warnings = hearWarnings();
      const { asked } = put('autojoin token="async () => (await fetch(\'/token\')).text()"');
      await page.inState('failed');
      expect([page.room.token, page.room.hasAttribute('token')]).to.deep.equal([null, false]);
      Object.assign(page.room, { token: '() => "x"' });
      await settle(page);
      expect(asked).to.deep.equal([undefined]);
      for (const warning of warnings.end())
        expect(warning)
          .to.match(/^<noom-room>: token /)
          .and.not.include('=> (');
    });
  });

  it('takes only three parts of base64url for a token', () => {
    const warnings = hearWarnings();
    page = new RoomPage({ children: '<p>own</p>' });
    const { room } = page;
    for (const text of ['a', 'a.b', 'a.b.c.d', 'a.b.', 'a b.c.d', '[object Object]', 'undefined', 'a.b.c=']) {
      room.setAttribute('token', text);
      expect(room.token, text).to.equal(null);
      room.token = text;
      expect(room.token, text).to.equal(null);
    }
    expect(warnings.end()).to.have.length(16);
    room.token = '';
    room.setAttribute('token', '');
    expect(room.token).to.equal(null);
    room.token = '\n eyJ-.e_0.sig ';
    expect(room.token).to.equal('eyJ-.e_0.sig');
    const more = hearWarnings();
    room.setAttribute('token', 'a.b');
    expect(room.token).to.equal('eyJ-.e_0.sig');
    expect(more.end()).to.have.length(1);
  });
});

describe('a room whose properties change in a call', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  it('gives the participant the new name', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
    page.room.displayName = 'Bea';
    const seen = (): (string | undefined)[] =>
      page.memory.participants[0]?.call.snapshot.participants.map(({ name }) => name) ?? [];
    await until(() => seen().includes('Bea') && page.room.snapshot.self.name === 'Bea');
    page.room.setAttribute('displayname', 'Nobody');
    page.room.removeAttribute('display-name');
    await until(() => seen().includes('Nobody'));
    page.room.removeAttribute('displayname');
    await settle(page);
    expect(page.room.snapshot.self.name).to.equal('Nobody');
  });

  it('warns of what the call ignores, and says what to do', async () => {
    page = await RoomPage.joined();
    const warnings = hearWarnings();
    const told = async (change: Partial<NoomRoom>): Promise<string> => {
      const before = warnings.texts.length;
      Object.assign(page.room, change);
      await settle(page);
      return warnings.texts.slice(before).join();
    };
    expect(await told({ room: 'coffee' })).to.match(/^<noom-room>: room .*leave\(\).*join\(\)/);
    expect(await told({ room: 'tea' })).to.equal('');
    expect(await told({ signalingUrl: 'https://call.example' })).to.match(/signalingUrl .*leave\(\)/);
    expect(await told({ icePolicy: 'relay' })).to.match(/icePolicy .*next join/);
    expect(await told({ iceServers: [] })).to.match(/iceServers /);
    expect(await told({ microphone: 'off' })).to.match(/microphone .*setMicrophone/);
    await page.room.setCamera(false);
    expect(await told({ camera: 'off' })).to.equal('');
    expect(await told({ layout: 'grid', shortcuts: true, strings: { join: 'In' } })).to.equal('');
    expect(page.room.state).to.equal('joined');
    warnings.end();
  });
});
