import { expect } from '@open-wc/testing';
import { setState } from '../../../src/components/internal/element/set-state.js';

/** Notes what is done to it. */
class States extends Set<string> {
  readonly done: string[] = [];

  override add(name: string): this {
    // The constructor of `Set` adds nothing here.
    this.done.push(`add ${name}`);
    return super.add(name);
  }

  override delete(name: string): boolean {
    this.done.push(`delete ${name}`);
    return super.delete(name);
  }
}

describe('a custom state', () => {
  it('is set and removed once, and not touched where it is as it is to be', () => {
    const states = new States();
    const set = (isSet: boolean): void => {
      setState(states, 'speaking', isSet);
    };
    for (const isSet of [false, true, true, false, false, true]) set(isSet);
    expect(states.done).to.deep.equal(['add speaking', 'delete speaking', 'add speaking']);
  });
});
