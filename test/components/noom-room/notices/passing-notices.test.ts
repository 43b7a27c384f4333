import { expect } from '@open-wc/testing';
import { PassingNotices } from '../../../../src/components/noom-room/ui/notices/passing-notices.js';
import type { RoomHost } from '../../../../src/components/internal/link/room-context.js';
import type { CallController } from '../../../../src/core/index.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { expectAccessible } from '../../../harness/browser/look/expect-accessible.js';
import { until } from '../../../harness/until.js';
import { RoomPage } from '../room-page.js';

describe('what others do to the local participant', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  /** A room whose host is Ann. */
  async function withHost(attributes = ''): Promise<CallController> {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }], attributes });
    const ann = page.memory.participants[0]?.call as CallController;
    const { snapshot } = page.room;
    if (snapshot.self.role === 'host') await page.room.setRole(ann.snapshot.self.id, 'host');
    await until(() => ann.snapshot.self.role === 'host');
    return ann;
  }

  const me = (): string => page.room.snapshot.self.id;
  const shown = (): string[] =>
    [...(page.room.shadowRoot?.querySelectorAll('[part=told] p') ?? [])].map((each) =>
      each.textContent.replace(/[\u2068\u2069]/g, '').trim(),
    );

  it('is shown and announced once, and is gone when it is dismissed or no longer so', async () => {
    const ann = await withHost();
    await ann.muteParticipant(me());
    await until(() => shown().includes('Ann turned your microphone off'));
    await until(() => page.find('[role=log]')?.textContent.includes('turned your microphone off'));
    expect(page.find('[part=told]')?.closest('[role=status], [role=alert]')).to.equal(null);
    expect(page.find('[part=told]')?.matches(':focus-within')).to.equal(false);
    await expectAccessible(page.room);
    await page.room.setMicrophone(true);
    await until(() => !shown().includes('Ann turned your microphone off'));

    await ann.setRole(me(), 'cohost');
    await until(() => shown().includes('You are a cohost now'));
    await ann.setRole(me(), 'guest');
    await until(() => shown().includes('You are a guest now'));
    expect(shown()).not.to.include('You are a cohost now');
    const dismiss = page.find('[part=told] button');
    expect(dismiss?.ariaLabel).to.equal('Dismiss');
    dismiss?.click();
    await until(() => shown().length === 0);
  });

  it('is in the language of the room, and over with the call', async () => {
    const ann = await withHost('lang="ko"');
    await ann.setRole(me(), 'viewer');
    await until(() => shown().some((text) => text.startsWith('이제 시청자입니다')));
    await page.room.leave();
    await page.room.join();
    await page.inState('joined');
    expect(shown()).to.deep.equal([]);
  });
});

describe('a notice of what others do', () => {
  it('passes by itself, but not from under a pointer or the focus', () => {
    const clock = new FakeClock();
    let drawn = 0;
    let isHeld = true;
    const shadowRoot = { querySelector: () => (isHeld ? document.body : null) };
    const notices = new PassingNotices({ shadowRoot, requestUpdate: () => (drawn += 1) } as unknown as RoomHost, clock);
    notices.handleSaid('sayJoined');
    expect([drawn, clock.pending]).to.deep.equal([0, 0]);
    notices.handleSaid('sayNowHost');
    clock.advance(60_000);
    expect([drawn, clock.pending]).to.deep.equal([1, 1]);
    isHeld = false;
    clock.advance(12_000);
    expect([drawn, clock.pending]).to.deep.equal([2, 0]);
  });
});
