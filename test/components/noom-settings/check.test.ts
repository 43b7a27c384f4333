import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CallError, type CheckOptions, type CheckStep, type ConnectionCheck } from '../../../src/core/index.js';
import { expectAccessible, expectReadable } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { focused, type RoomPage } from '../noom-room/room-page.js';
import { openedPage, useSettings } from './settings-page.js';

/** One check that the test plays. */
class PlayedCheck {
  readonly signal: AbortSignal;
  readonly result: Promise<ConnectionCheck>;
  readonly #onStep: (step: CheckStep) => void;
  #resolve: (check: ConnectionCheck) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor({ signal, onStep }: CheckOptions) {
    if (!signal || !onStep) throw new Error('A check in the settings can be cancelled, and tells its steps.');
    this.signal = signal;
    this.#onStep = onStep;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    signal.addEventListener('abort', () => {
      this.#reject(new Error('cancelled'));
    });
  }

  tell(name: CheckStep['name'], status: CheckStep['status'], code: CheckStep['code'], figures = {}): void {
    this.#onStep({ name, status, code, figures });
  }

  end(status: ConnectionCheck['status']): void {
    this.#resolve({ at: '', status, steps: [] });
  }

  fail(): void {
    this.#reject(new CallError('internal'));
  }
}

/** The checks that a room's call is asked for from now on. */
function playChecks({ room }: RoomPage): PlayedCheck[] {
  const checks: PlayedCheck[] = [];
  room.call.checkConnection = (options) => {
    const check = new PlayedCheck(options ?? {});
    checks.push(check);
    return check.result;
  };
  return checks;
}

describe('the check of the connection in <noom-settings>', () => {
  let page: RoomPage;
  const { inside, dialogOf, isShown } = useSettings(() => page);

  const button = (): HTMLElement => inside('.check-button') as HTMLElement;
  const textOf = (element: Element | null | undefined): string =>
    element?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const verdict = (): string => textOf(inside('.verdict'));
  const rows = (): string[] => [...(dialogOf()?.querySelectorAll('.step') ?? [])].map(textOf);

  it('is begun and cancelled by the keyboard, tells each step as it ends, and its verdict', async () => {
    page = await openedPage();
    const checks = playChecks(page);
    button().focus();
    await sendKeys({ press: 'Enter' });
    await until(() => verdict() === 'Checking…' && rows().length === 8);
    checks[0]?.tell('microphone', 'ok', 'works');
    checks[0]?.tell('camera', 'failed', 'permission-denied');
    await until(() => rows()[0] === 'Microphone works');
    expect(rows()[1]).to.match(/^Camera does not work The browser does not let this page .* try again\.$/);
    expect(rows()[2]).to.equal('Call server');
    expect([textOf(button()), focused() === button()]).to.deep.equal(['Cancel the check', true]);
    await sendKeys({ press: 'Enter' });
    await until(() => rows().length === 0);
    expect([checks[0]?.signal.aborted, verdict(), textOf(button())]).to.deep.equal([true, '', 'Check my connection']);
    await sendKeys({ press: 'Enter' });
    checks[1]?.tell('loopback', 'warning', 'slow', { roundTripMs: 1234, framesPerSecond: 24, isRelayed: true });
    checks[1]?.end('warning');
    await until(() => verdict() === 'You can call, but not everything works as it should.');
    expect(rows().at(-1)).to.match(
      /^Test call with yourself works, with limits 1,234 ms there and back · 24 pictures a second · through a relay Answers take long/,
    );
    expect([textOf(button()), focused() === button()]).to.deep.equal(['Check again', true]);
  });

  it('is cancelled when the dialog is closed, and when the tag goes', async () => {
    page = await openedPage();
    const checks = playChecks(page);
    button().click();
    await until(() => checks.length === 1);
    await sendKeys({ press: 'Escape' });
    await until(() => !isShown() && checks[0]?.signal.aborted);
    page.room.panel = 'settings';
    await until(() => isShown() && inside('.check-button'));
    expect(rows()).to.deep.equal([]);
    button().click();
    await until(() => checks.length === 2);
    page.room.remove();
    expect(checks[1]?.signal.aborted).to.equal(true);
  });

  it('is prevented by the page; a check that cannot be loaded says so', async () => {
    page = await openedPage();
    const checks = playChecks(page);
    page.room.addEventListener(
      'noom-check-request',
      (event) => {
        event.preventDefault();
      },
      { once: true },
    );
    button().click();
    await page.drawn();
    expect([checks.length, rows().length, verdict()]).to.deep.equal([0, 0, '']);
    button().click();
    checks[0]?.fail();
    await until(() => verdict() === 'Something went wrong inside the call.');
    expect(rows()).to.deep.equal([]);
  });

  it('has words for everything that is found, in both languages, and is accessible', async () => {
    page = await openedPage('lang="ko"');
    const checks = playChecks(page);
    button().click();
    const [played] = checks;
    const figures = { widthPx: 1280, heightPx: 720 };
    const codes = (): void => {
      played?.tell('microphone', 'warning', 'muted');
      played?.tell('camera', 'ok', 'works', figures);
      played?.tell('signaling', 'warning', 'slow', { connectMs: 12, roundTripMs: 700 });
      played?.tell('stun', 'skipped', 'relay-only');
      played?.tell('turn-udp', 'failed', 'wrong-credentials', { errorCode: 401 });
      played?.tell('turn-tcp', 'failed', 'refused', { errorCode: 486 });
      played?.tell('turn-tls', 'skipped', 'not-configured');
      played?.tell('loopback', 'failed', 'unreachable');
    };
    codes();
    played?.end('failed');
    await until(() => verdict() === '지금 여기에서는 통화할 수 없습니다.');
    // Names of protocols and units are the same in each language.
    const english = /(?!STUN|TURN|UDP|TCP|TLS|VPN|kbit|ms)\b[a-z]{2,}/i;
    expect(rows().map((row) => english.exec(row)?.[0])).to.deep.equal(Array.from({ length: 8 }));
    expect(rows()[1]).to.equal('카메라 정상 1280 × 720 픽셀');
    expect(rows()[4]).to.contain('비밀번호를 받아들이지 않았습니다');
    page.room.lang = 'en';
    await until(() => rows()[5]?.includes('answered with error 486'));
    for (const code of ['lossy', 'few-frames', 'invalid-server', 'not-known', 'rate-limited', 'unreachable'] as const) {
      played?.tell('stun', 'failed', code);
      await page.drawn();
      expect(rows()[3]?.length, code).to.be.greaterThan('Direct connections (STUN) does not work '.length);
    }
    dialogOf()?.querySelector('.steps')?.scrollIntoView();
    await expectAccessible(page.box);
    page.room.theme = 'dark';
    await page.drawn();
    await expectReadable(page.box);
  });
});
