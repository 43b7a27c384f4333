import { expect } from '@open-wc/testing';
import { Store } from '../../../src/core/base/store.js';

const fail = (error: unknown): never => {
  throw error;
};

describe('a store', () => {
  it('tells every subscriber of a replacement, and none of the present value', () => {
    const store = new Store(1, fail);
    const heard: string[] = [];
    store.subscribe((value) => heard.push(`one ${String(value)}`));
    store.subscribe((value) => heard.push(`two ${String(value)}`));
    store.replace(2);
    expect(heard).to.deep.equal(['one 2', 'two 2']);
    expect(store.value).to.equal(2);
  });

  it('tells once of what is replaced together, also where that fails in the middle', () => {
    const store = new Store(1, fail);
    const heard: number[] = [];
    store.subscribe((value) => heard.push(value));
    const work = (...values: number[]) => {
      for (const value of values) {
        store.replace(value);
        expect(store.value).to.equal(value);
      }
    };
    store.together(() => {
      work(2, 3, 4);
    });
    expect(heard).to.deep.equal([4]);
    store.together(() => {
      work(5, 4);
    });
    expect(heard).to.deep.equal([4]);
    const breaks = (): void => {
      store.together(() => {
        work(6);
        throw new Error('broken');
      });
    };
    expect(breaks).to.throw('broken');
    store.replace(7);
    expect(heard).to.deep.equal([4, 6, 7]);
  });

  it('is silent when the value is replaced by itself', () => {
    const value = {};
    const store = new Store(value, fail);
    store.subscribe(() => expect.fail('told without a change'));
    store.replace(value);
  });

  it('stops telling a subscriber that has unsubscribed, also when done twice', () => {
    const store = new Store(1, fail);
    const heard: number[] = [];
    const stop = store.subscribe((value) => heard.push(value));
    store.replace(2);
    stop();
    stop();
    store.replace(3);
    expect(heard).to.deep.equal([2]);
  });

  it('takes the same function for two subscriptions, each with its own undo', () => {
    const store = new Store(1, fail);
    const heard: number[] = [];
    const listener = (value: number): void => void heard.push(value);
    const stop = store.subscribe(listener);
    store.subscribe(listener);
    stop();
    stop();
    store.replace(2);
    expect(heard).to.deep.equal([2]);
  });

  it('does not tell a subscriber that an earlier one unsubscribed', () => {
    const store = new Store(1, fail);
    const heard: string[] = [];
    store.subscribe(() => {
      heard.push('first');
      stopSecond();
    });
    const stopSecond = store.subscribe(() => heard.push('second'));
    store.replace(2);
    expect(heard).to.deep.equal(['first']);
  });

  it('tells a subscriber that subscribed during a replacement from the next one on', () => {
    const store = new Store(1, fail);
    const heard: number[] = [];
    const stop = store.subscribe(() => {
      stop();
      store.subscribe((value) => heard.push(value));
    });
    store.replace(2);
    expect(heard).to.deep.equal([]);
    store.replace(3);
    expect(heard).to.deep.equal([3]);
  });

  it('reports what a subscriber throws and still tells the others', () => {
    const reported: unknown[] = [];
    const heard: number[] = [];
    const store = new Store(1, (error) => reported.push(error));
    const error = new Error('broken');
    store.subscribe(() => {
      throw error;
    });
    store.subscribe((value) => heard.push(value));
    store.replace(2);
    expect(reported).to.deep.equal([error]);
    expect(heard).to.deep.equal([2]);
  });

  it('tells no subscriber an old value after a subscriber has replaced it by a newer one', () => {
    const store = new Store(1, fail);
    const heard: number[] = [];
    store.subscribe((value) => {
      if (value === 2) store.replace(3);
    });
    store.subscribe((value) => heard.push(value));
    store.replace(2);
    expect(heard).to.deep.equal([3]);
    expect(store.value).to.equal(3);
  });
});
