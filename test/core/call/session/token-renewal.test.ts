import { expect } from '@open-wc/testing';
import { lazyParts } from '../../../../src/core/call/lazy/features.js';
import { CallController, type CallOptions } from '../../../../src/core/index.js';
import { MemoryNetwork } from '../../../../src/testing/index.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { FakeDevices } from '../../../fakes/browser/fake-devices.js';
import { FakeTransport, type FakeRequest } from '../../../fakes/fake-transport.js';
import { turn } from '../../../fakes/turn.js';
import { admission } from '../../../fakes/wire.js';

/** The next request of that name; others are granted. */
async function nextOf(transport: FakeTransport, name: string): Promise<FakeRequest> {
  for (;;) {
    const request = await transport.next();
    if (request.name === name) return request;
    request.answer({});
  }
}

function nextError(call: CallController): Promise<unknown> {
  return new Promise((resolve) => call.addEventListener('noom-error', resolve, { once: true }));
}

/** A function of a page that gives another token each time. */
function asked(): () => string {
  let count = 0;
  return () => `token ${String((count += 1))}`;
}

/** A call whose server the test plays, joined with a token. */
async function joined(token: CallOptions['token']): Promise<{
  call: CallController;
  clock: FakeClock;
  transport: FakeTransport;
  leave: () => Promise<void>;
}> {
  const clock = new FakeClock();
  const transport = new FakeTransport();
  const devices = new FakeDevices();
  const call = new CallController(
    { room: 'tea', displayName: 'Ann', ...(token !== undefined && { token }) },
    {
      createTransport: () => transport,
      createPlane: () => new MemoryNetwork().createPlane(),
      devices,
      storage: null,
      clock,
    },
  );
  const joining = call.join();
  transport.connect();
  (await nextOf(transport, 'room:join')).answer(admission({ resume: 'first' }));
  await joining;
  const leave = async (): Promise<void> => {
    await call.leave();
    if (transport.isOpen) (await nextOf(transport, 'room:leave')).answer({});
    await turn();
    devices.release();
  };
  return { call, clock, transport, leave };
}

describe('a token that is about to expire', () => {
  it('is replaced by a new one where the page has a function, and the new ticket is used to come back', async () => {
    const tokens = ['one', 'two', 'three'];
    const { call, transport, leave } = await joined(() => Promise.resolve(tokens.shift() ?? ''));
    transport.tell({ name: 'token:expiring', payload: { seq: 1, at: 1 } });
    const renewal = await nextOf(transport, 'token:renew');
    expect(renewal.payload).to.deep.equal({ token: 'two' });
    renewal.answer({ resume: 'second', exp: 9 });
    await turn();
    expect(call.snapshot.error).to.equal(null);
    transport.drop();
    transport.connect();
    const { payload } = await nextOf(transport, 'room:join');
    expect(payload).to.include({ token: 'three', resume: 'second' });
    await leave();
  });

  it('is announced where there is no other one, and the call goes on', async () => {
    for (const token of ['fixed', () => 'always the same']) {
      const { call, transport, leave } = await joined(token);
      const failed = nextError(call);
      transport.tell({ name: 'token:expiring', payload: { seq: 1, at: 1 } });
      await failed;
      const { state, error } = call.snapshot;
      expect([state, error?.code, error?.fatal]).to.deep.equal(['joined', 'token-expired', false]);
      expect(error?.message).to.contain('about to expire');
      expect(transport.sent).to.not.include('token:renew');
      transport.tell({ name: 'room:ended', payload: { seq: 2, reason: 'token-expired' } });
      expect([call.snapshot.state, call.snapshot.leaveReason]).to.deep.equal(['left', 'token-expired']);
      await leave();
    }
  });

  it('is requested again when the page’s function fails, and its refusal is reported', async () => {
    let count = 0;
    const { call, clock, transport, leave } = await joined(() => {
      count += 1;
      return count === 2 ? Promise.reject(new Error('offline')) : `token ${String(count)}`;
    });
    transport.tell({ name: 'token:expiring', payload: { seq: 1, at: 1 } });
    await lazyParts.load();
    await turn();
    expect([count, call.snapshot.error]).to.deep.equal([2, null]);
    clock.advance(1000);
    const renewal = await nextOf(transport, 'token:renew');
    expect(renewal.payload).to.deep.equal({ token: 'token 3' });
    renewal.refuse('unauthorized');
    await turn();
    expect([call.snapshot.state, call.snapshot.error?.code]).to.deep.equal(['joined', 'unauthorized']);
    await leave();
    expect(clock.pending).to.equal(0);
  });

  it('is given again after a pause where the server did not take it for the moment, or did not answer', async () => {
    const { call, clock, transport, leave } = await joined(asked());
    transport.tell({ name: 'token:expiring', payload: { seq: 1, at: 1 } });
    let count = 0;
    for (const [code, pauseMs] of [
      ['rate-limited', 2000],
      ['signaling-unreachable', 4000],
      ['internal', 8000],
    ] as const) {
      const renewal = await nextOf(transport, 'token:renew');
      expect(renewal.payload).to.deep.equal({ token: 'token 2' });
      renewal.refuse(code);
      await turn();
      clock.advance(pauseMs - 1);
      await turn();
      expect(transport.sent.filter((name) => name === 'token:renew')).to.have.length((count += 1));
      clock.advance(1);
    }
    (await nextOf(transport, 'token:renew')).answer({ resume: 'second', exp: 9 });
    await turn();
    expect(call.snapshot.error).to.equal(null);
    await leave();
    expect(clock.pending).to.equal(0);
  });

  it('is not given any more once a newer one is, or the call is over', async () => {
    const { clock, transport, leave } = await joined(asked());
    for (const seq of [1, 2]) {
      transport.tell({ name: 'token:expiring', payload: { seq, at: 1 } });
      const renewal = await nextOf(transport, 'token:renew');
      expect(renewal.payload).to.deep.equal({ token: `token ${String(seq + 1)}` });
      renewal.refuse('rate-limited');
      await turn();
    }
    expect(clock.pending, 'one of the two waits').to.be.greaterThan(0);
    clock.advance(2000);
    const again = await nextOf(transport, 'token:renew');
    expect(again.payload).to.deep.equal({ token: 'token 3' });
    again.refuse('rate-limited');
    await turn();
    await leave();
    expect(clock.pending).to.equal(0);
  });

  it('is requested for the newest announcement alone, and not after the call', async () => {
    let count = 0;
    const { clock, transport, leave } = await joined(() => {
      count += 1;
      if (count === 1) return 'token';
      throw new Error('offline');
    });
    await lazyParts.load();
    for (const seq of [1, 2, 3]) {
      transport.tell({ name: 'token:expiring', payload: { seq, at: 1 } });
      await turn();
    }
    while (count < 4) await turn();
    clock.advance(500);
    await turn();
    expect(count).to.equal(5);
    await leave();
    await turn();
    expect(clock.pending).to.equal(0);
  });
});
