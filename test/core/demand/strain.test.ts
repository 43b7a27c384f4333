import { expect } from '@open-wc/testing';
import { AT_EASE, nextPressure } from '../../../src/core/features/demand/pressure.js';
import { ProcessorWatch } from '../../../src/core/features/demand/processor-watch.js';
import { nextStrain, UNSTRAINED, type LoadedLink, type StrainFacts } from '../../../src/core/features/demand/strain.js';

const WELL: StrainFacts['self'] = { quality: 'excellent', qualityCause: null };
/** A link over which 940 kbit/s are meant to be sent, and sound, and whose uplink is used up. */
const link = (uplinkKbps: number | undefined, more: Partial<LoadedLink> = {}): LoadedLink => ({
  ...{ uplinkKbps, kbps: uplinkKbps, wantedKbps: 940 },
  ...more,
});

/** The level at each second. */
function levels(seconds: number, factsAt: (second: number, level: number) => Partial<StrainFacts>): number[] {
  let strain = UNSTRAINED;
  let pressure = AT_EASE;
  return Array.from({ length: seconds }, (_, second) => {
    const facts = { self: WELL, links: [], processor: null, ...factsAt(second, pressure.level) };
    strain = nextStrain(strain, facts, second * 1000);
    pressure = nextPressure(pressure, strain.strain, second * 1000);
    return pressure.level;
  });
}

const changesOf = (all: readonly number[]): number => all.filter((level, at) => at > 0 && level !== all[at - 1]).length;
const highest = (all: readonly number[]): number => Math.max(...all);

describe('an uplink that takes less than is meant to be sent', () => {
  it('is a step down after five seconds, and one back after 15 in which it takes all of it', () => {
    const all = levels(60, (second) => ({ links: [link(second < 8 ? 400 : 1000)] }));
    expect([all[4], all[5], all[22], all[23], all[59]]).to.deep.equal([0, 1, 1, 0, 0]);
  });

  it('is one step further each five seconds, and back in steps', () => {
    const all = levels(120, (second) => ({ links: [link(second < 20 ? 100 : 1000)] }));
    expect([all[5], all[10], all[15], all[35], all[50], all[65]]).to.deep.equal([1, 2, 3, 2, 1, 0]);
  });

  it('is counted over all links together', () => {
    expect(highest(levels(30, () => ({ links: [link(300), link(1500)] })))).to.equal(0);
    expect(highest(levels(7, () => ({ links: [link(300), link(500)] })))).to.equal(1);
  });

  it('changes nothing where it wobbles about a limit', () => {
    const about = (kbps: number) => (second: number) => ({ links: [link(kbps + (second % 2 === 0 ? -20 : 20))] });
    expect(changesOf(levels(600, about(500)))).to.equal(0);
    // Held back once, and then about what is wide enough: kept as it is.
    const all = levels(600, (second) => (second < 8 ? { links: [link(400)] } : about(900)(second)));
    expect(all.slice(10).every((level) => level === 1)).to.equal(true);
  });

  it('does not swing where a step less is too much', () => {
    // What is meant to be sent is halved with each step.
    const all = levels(1200, (_, level) => ({ links: [link(400, { wantedKbps: 940 / 2 ** level })] }));
    expect(changesOf(all)).to.be.at.most(24);
    expect(highest(all)).to.equal(1);
  });

  it('is none where it is not used up: the estimate is as low as what is sent', () => {
    expect(highest(levels(60, () => ({ links: [link(300, { kbps: 100 })] })))).to.equal(0);
  });

  const absurd: [string, unknown][] = [
    ...(['NaN', 'Infinity', '-1', '-1e300', '0'] as const).map((text): [string, unknown] => [text, Number(text)]),
    ['nothing', undefined],
  ];
  for (const [name, value] of absurd) {
    it(`is none where a browser says ${name}`, () => {
      expect(highest(levels(30, () => ({ links: [link(value as number)] })))).to.equal(0);
      const links = [
        link(2000, { kbps: value as number, processorBound: value as number, undecoded: value as number }),
      ];
      expect(highest(levels(30, () => ({ links, processor: 'critical' })))).to.equal(0);
    });
  }
});

describe('a processor that is busy', () => {
  const suffering = [link(2000, { kbps: 900, processorBound: 0.2 })];

  it('is one step down after ten seconds in which pictures suffer, and no further by itself', () => {
    const all = levels(60, () => ({ links: suffering, processor: 'critical' }));
    expect([all[9], all[10], all[59]]).to.deep.equal([0, 1, 1]);
  });

  it('is left to others where the pictures are well', () => {
    expect(highest(levels(60, () => ({ links: [link(2000, { kbps: 900 })], processor: 'critical' })))).to.equal(0);
  });

  it('changes nothing where it is critical now and then', () => {
    const all = levels(300, (second) => ({ links: suffering, processor: second % 3 === 0 ? 'serious' : 'critical' }));
    expect(highest(all)).to.equal(0);
  });

  it('has the step taken back once it is fair for a while, and not while it is serious', () => {
    const all = levels(120, (second) => ({
      links: suffering,
      processor: second < 12 ? 'critical' : second < 60 ? 'serious' : 'fair',
    }));
    expect([all[59], all[74], all[75]]).to.deep.equal([1, 1, 0]);
  });

  it('is as good as unknown in a state that no browser has', () => {
    expect(highest(levels(60, () => ({ links: suffering, processor: 'melting' })))).to.equal(0);
  });
});

describe('how busy the processor is', () => {
  class Observer {
    static readonly all: Observer[] = [];
    isOn = true;
    readonly handle: (records: readonly { state: string }[]) => void;
    constructor(handle: (records: readonly { state: string }[]) => void) {
      this.handle = handle;
      Observer.all.push(this);
    }
    observe(): Promise<void> {
      return Promise.resolve();
    }
    disconnect(): void {
      this.isOn = false;
    }
  }

  it('is what the browser reported last, until it is closed', () => {
    const watch = new ProcessorWatch({ PressureObserver: Observer });
    const observer = Observer.all.at(-1);
    expect(watch.state).to.equal(null);
    observer?.handle([{ state: 'fair' }, { state: 'serious' }]);
    expect(watch.state).to.equal('serious');
    watch.close();
    watch.close();
    observer?.handle([{ state: 'critical' }]);
    expect([watch.state, observer?.isOn]).to.deep.equal([null, false]);
  });

  it('is not known where the browser has no such thing, or refuses it', async () => {
    expect(new ProcessorWatch({}).state).to.equal(null);
    class Refused extends Observer {
      override observe(): Promise<void> {
        return Promise.reject(new DOMException('Not permitted.', 'NotAllowedError'));
      }
    }
    class Old extends Observer {
      override observe(): never {
        throw new TypeError('The source is not supported.');
      }
    }
    for (const PressureObserver of [Refused, Old]) {
      const watch = new ProcessorWatch({ PressureObserver });
      await Promise.resolve();
      await Promise.resolve();
      expect([watch.state, Observer.all.at(-1)?.isOn]).to.deep.equal([null, false]);
    }
  });
});
