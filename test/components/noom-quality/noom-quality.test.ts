import { expect } from '@open-wc/testing';
import type { CallReport } from '../../../src/core/index.js';
import type { NoomQuality } from '../../../src/components/noom-quality/index.js';
import { pathOf, topOf } from '../../../src/components/noom-quality/render-graph.js';
import '../../../src/components/noom-quality/index.js';
import '../../../src/components/noom-settings/index.js';
import { hurriedClock } from '../../fakes/browser/hurried-clock.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { putRoom, type RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

describe('<noom-quality>', () => {
  let page: RoomOnPage;
  let tag: NoomQuality;

  beforeEach(async () => {
    page = await putRoom({
      markup: '<noom-quality></noom-quality><noom-settings></noom-settings>',
      people: [{ name: 'Ann' }, { name: 'Bob' }],
      clock: hurriedClock,
    });
    tag = page.find('noom-quality');
    await tag.updateComplete;
  });
  afterEach(() => page.close());

  const find = (selector: string): HTMLElement | null => tag.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  const textOf = (element: Element | null): string => element?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const line = (): string => textOf(find('.summary'));
  const cells = (): string[][] =>
    [...(tag.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map((row) => [...row.children].map(textOf));
  const press = (selector: string): void => {
    const element = find(selector);
    if (!element) throw new Error(`There is no ${selector}.`);
    element.click();
  };

  it('says how the call is and why, of one participant too, and in Korean', async () => {
    await until(() => line() === 'Quality of the call excellent');
    page.memory.setConditions({ latencyMs: 500 });
    await until(() => /^Quality of the call poor quality your (up|down)load is slow or loses data$/.test(line()));
    expect([find('.is-poor .icon')?.checkVisibility(), find('.details')]).to.deep.equal([true, null]);
    tag.participant = page.room.snapshot.participants[1]?.id ?? '';
    await tag.updateComplete;
    expect(line()).to.match(/^Connection to Ann poor quality/);
    tag.participant = 'local';
    await tag.updateComplete;
    expect(line()).to.match(/^What you send /);
    tag.participant = 'nobody';
    await tag.updateComplete;
    expect(line()).to.equal('Quality of the call not measured yet');
    tag.participant = '';
    page.room.lang = 'ko';
    await until(() => line().startsWith('통화 품질 품질이 낮음'));
  });

  it('draws the measurements of each participant, and follows who is there', async () => {
    await until(() => line() === 'Quality of the call excellent');
    tag.details = true;
    await until(() => find('path.received') && find('path.sent'));
    expect(tag.shadowRoot?.querySelectorAll('.graph').length).to.equal(5);
    const [lost, , , , , , bitrate] = cells();
    expect([lost, bitrate?.[0], bitrate?.length]).to.deep.equal([
      ...[['Lost packets Received', '0%', '0%', '0%'], 'Bitrate Received', 4],
    ]);
    const select = find('select') as HTMLSelectElement;
    expect([...select.options].map(({ text }) => text)).to.deep.equal(['Ann', 'Bob']);
    select.value = select.options[1]?.value ?? '';
    select.dispatchEvent(new Event('change'));
    await tag.updateComplete;
    expect(select.selectedOptions[0]?.text).to.equal('Bob');
    await page.memory.participants[1]?.leave();
    await until(() => select.options.length === 1 && select.selectedOptions[0]?.text === 'Ann');
    await page.memory.participants[0]?.leave();
    await until(() => textOf(find('[part=details]')) === 'Nothing is measured while you are alone.');
    tag.details = false;
    await tag.updateComplete;
    expect(find('[part=details]')).to.equal(null);
  });

  it('reads the measurements only while they are shown, and drops what comes late', async () => {
    const { call } = page.room;
    const getReport = call.getReport.bind(call);
    let asked = 0;
    const waiting: (() => void)[] = [];
    call.getReport = async (options) => {
      asked += 1;
      const report = await getReport(options);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return report;
    };
    tag.requestUpdate();
    await tag.updateComplete;
    expect(asked).to.equal(0);
    tag.details = true;
    await until(() => asked === 1 && waiting.length === 1);
    tag.remove();
    waiting[0]?.();
    page.room.append(tag);
    await until(() => asked === 2 && waiting.length === 2);
    tag.details = false;
    await tag.updateComplete;
    waiting[1]?.();
    await tag.updateComplete;
    expect([find('path'), asked].slice(1)).to.deep.equal([2]);
  });

  it('hands its report to the page, which may keep it from being saved', async () => {
    tag.details = true;
    await until(() => find('.line .button'));
    const reports: CallReport[] = [];
    const hear = (event: HTMLElementEventMap['noom-report-request']): void => {
      event.preventDefault();
      reports.push(event.report);
    };
    tag.addEventListener('noom-report-request', hear);
    press('.line .button');
    await until(() => reports.length === 1);
    expect(JSON.stringify(reports)).to.not.match(/Ann|Bob/);
    expect([reports[0]?.participants.length, textOf(find('[role=status]'))]).to.deep.equal([
      ...[3, 'It has no names and no addresses in it.'],
    ]);
  });

  it('is in the settings, whose graphs are shown on demand; both are accessible', async () => {
    await until(() => line() === 'Quality of the call excellent');
    tag.details = true;
    const settings = page.find('noom-settings');
    await until(() => find('path.received'));
    await expectAccessible(tag);
    settings.show();
    await until(() => settings.shadowRoot?.querySelector('.graphs'));
    const button = settings.shadowRoot?.querySelector('.graphs') as HTMLElement;
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    button.click();
    const inner = settings.shadowRoot?.querySelector('noom-quality') as NoomQuality;
    await until(() => inner.shadowRoot?.querySelector('path.received'));
    expect([button.getAttribute('aria-expanded'), textOf(button)]).to.deep.equal(['true', 'Hide graphs']);
    await expectAccessible(settings);
    settings.close();
    await settings.updateComplete;
    settings.show();
    await until(() => settings.shadowRoot?.querySelector('.graphs')?.getAttribute('aria-expanded') === 'false');
  });

  it('names whom its graphs are of when someone before them leaves', async () => {
    await page.memory.add({ name: 'Cy' }).joined;
    tag.details = true;
    const select = (): HTMLSelectElement => find('select') as HTMLSelectElement;
    await until(() => find('select') && select().options.length === 3);
    for (const index of [1, 2]) {
      select().selectedIndex = index;
      select().dispatchEvent(new Event('change'));
      await tag.updateComplete;
    }
    await page.memory.participants[0]?.call.leave();
    await until(() => select().options.length === 2);
    expect(select().selectedOptions[0]?.text).to.equal('Cy');
  });
});

describe('a graph', () => {
  it('is interrupted where nothing was measured, and where the page was asleep', () => {
    expect(pathOf([30, 27.5, 25, 22.5, 5, 2.5], [0, 10, null, 20, 20, 5], 20)).to.equal(
      'M270.0 60.0h.1L272.5 30.0M277.5 0.0h.1M295.0 0.0h.1L297.5 45.0',
    );
    expect(pathOf([], [], 20)).to.equal('');
  });

  it('ends at a round number above what is drawn, and at the least', () => {
    const tops = [0, 30, 31, 50, 51, 101, 999, 1e9].map((most) => topOf(30, most));
    expect(tops).to.deep.equal([30, 30, 50, 50, 100, 200, 1000, 1e9]);
    expect([topOf(0.05, 0.06), topOf(0.05, 1)].map((top) => top.toFixed(2))).to.deep.equal(['0.10', '1.00']);
  });
});
