import { expect } from '@open-wc/testing';
import { HistoryRequest } from '../../src/core/chat/history.js';
import { FakeClock } from '../fakes/fake-clock.js';

describe('asking for the past', () => {
  let asked: string[];
  let passedOver: string[];
  let clock: FakeClock;
  let history: HistoryRequest;
  beforeEach(() => {
    asked = [];
    passedOver = [];
    clock = new FakeClock();
    history = new HistoryRequest({ ask: (id) => asked.push(id), handlePassedOver: (id) => passedOver.push(id) }, clock);
  });

  it('asks nobody when one is the first', () => {
    history.handleAdmitted([]);
    history.handleReachable('newcomer');
    expect(asked).to.deep.equal([]);
  });

  it('asks the first elder who can be reached, and no other', () => {
    history.handleAdmitted(['ann', 'bob']);
    expect(asked).to.deep.equal([]);
    history.handleReachable('bob');
    history.handleReachable('ann');
    expect(asked).to.deep.equal(['bob']);
    expect([history.isAsked('bob'), history.isAsked('ann')]).to.deep.equal([true, false]);
  });

  it('asks somebody who could be reached before it was known that they are elders', () => {
    history.handleReachable('ann');
    history.handleAdmitted(['ann']);
    expect(asked).to.deep.equal(['ann']);
  });

  it('asks another elder when the one asked goes away without having told', () => {
    history.handleAdmitted(['ann', 'bob', 'cas']);
    history.handleReachable('ann');
    history.handleReachable('bob');
    history.handleGone('ann');
    expect(asked).to.deep.equal(['ann', 'bob']);
    expect(history.isAsked('ann')).to.equal(false);
  });

  it('waits for another elder to be reachable when the only one who was goes away', () => {
    history.handleAdmitted(['ann', 'bob']);
    history.handleReachable('ann');
    history.handleGone('ann');
    history.handleReachable('bob');
    expect(asked).to.deep.equal(['ann', 'bob']);
  });

  it('asks nobody again when somebody else goes away', () => {
    history.handleAdmitted(['ann', 'bob']);
    history.handleReachable('ann');
    history.handleReachable('bob');
    history.handleGone('bob');
    expect(asked).to.deep.equal(['ann']);
  });

  it('passes an elder over who is silent for 5 s, and asks the next', () => {
    history.handleAdmitted(['ann', 'bob']);
    history.handleReachable('ann');
    history.handleReachable('bob');
    clock.advance(4999);
    expect(asked).to.deep.equal(['ann']);
    clock.advance(1);
    expect([asked, passedOver]).to.deep.equal([['ann', 'bob'], ['ann']]);
    expect([history.isAsked('ann'), history.isAsked('bob')]).to.deep.equal([false, true]);
  });

  it('listens on while an elder tells, but not for more than 30 s', () => {
    history.handleAdmitted(['ann', 'bob']);
    history.handleReachable('ann');
    history.handleReachable('bob');
    for (let second = 0; second < 28; second += 4) {
      clock.advance(4000);
      history.handlePart();
    }
    expect(asked).to.deep.equal(['ann']);
    clock.advance(2000);
    expect([asked, passedOver]).to.deep.equal([['ann', 'bob'], ['ann']]);
  });

  it('waits for nothing once all is told, or it is closed', () => {
    history.handleAdmitted(['ann']);
    history.handleReachable('ann');
    history.close();
    history.close();
    expect(clock.pending).to.equal(0);
  });

  it('asks an elder again whose connection is made anew before they told', () => {
    history.handleAdmitted(['ann']);
    history.handleReachable('ann');
    history.handleReachable('ann');
    expect(asked).to.deep.equal(['ann', 'ann']);
    history.handleDone();
    history.handleReachable('ann');
    expect([asked.length, clock.pending]).to.deep.equal([2, 0]);
  });

  it('asks nobody any more, and takes no more, once it was told', () => {
    history.handleAdmitted(['ann', 'bob']);
    history.handleReachable('ann');
    history.handleReachable('bob');
    history.handleDone();
    expect(history.isAsked('ann')).to.equal(false);
    history.handleGone('ann');
    expect(asked).to.deep.equal(['ann']);
  });
});
