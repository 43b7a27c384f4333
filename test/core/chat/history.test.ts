import { expect } from '@open-wc/testing';
import { HistoryRequest } from '../../../src/core/chat/history.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

describe('requesting the history', () => {
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

  it('asks no one when the local participant is the first', () => {
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
    expect([history.askedFor('bob'), history.askedFor('ann')]).to.deep.equal(['all', null]);
  });

  it('asks a participant who was reachable before they were known as an elder', () => {
    history.handleReachable('ann');
    history.handleAdmitted(['ann']);
    expect(asked).to.deep.equal(['ann']);
  });

  it('asks another elder when the one asked leaves without an answer', () => {
    history.handleAdmitted(['ann', 'bob', 'cas']);
    history.handleReachable('ann');
    history.handleReachable('bob');
    history.handleGone('ann');
    expect(asked).to.deep.equal(['ann', 'bob']);
    expect(history.askedFor('ann')).to.equal(null);
  });

  it('waits for another elder to be reachable when the only one who was leaves', () => {
    history.handleAdmitted(['ann', 'bob']);
    history.handleReachable('ann');
    history.handleGone('ann');
    history.handleReachable('bob');
    expect(asked).to.deep.equal(['ann', 'bob']);
  });

  it('asks no one again when another participant leaves', () => {
    history.handleAdmitted(['ann', 'bob']);
    history.handleReachable('ann');
    history.handleReachable('bob');
    history.handleGone('bob');
    expect(asked).to.deep.equal(['ann']);
  });

  it('skips an elder who is silent for 5 s, and asks the next', () => {
    history.handleAdmitted(['ann', 'bob']);
    history.handleReachable('ann');
    history.handleReachable('bob');
    clock.advance(4999);
    expect(asked).to.deep.equal(['ann']);
    clock.advance(1);
    expect([asked, passedOver]).to.deep.equal([['ann', 'bob'], ['ann']]);
    expect([history.askedFor('ann'), history.askedFor('bob')]).to.deep.equal([null, 'all']);
  });

  it('goes on while an elder answers, but not for more than 30 s', () => {
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

  it('waits for nothing once all is received, or it is closed', () => {
    history.handleAdmitted(['ann']);
    history.handleReachable('ann');
    history.close();
    history.close();
    expect(clock.pending).to.equal(0);
  });

  it('asks an elder again whose connection is made anew before the answer', () => {
    history.handleAdmitted(['ann']);
    history.handleReachable('ann');
    history.handleReachable('ann');
    expect(asked).to.deep.equal(['ann', 'ann']);
    history.handleDone();
    history.close();
    history.handleReachable('ann');
    expect([asked.length, clock.pending]).to.deep.equal([2, 0]);
  });

  it('asks participants whose connection is made anew for their own messages, one by one, also newcomers', () => {
    history.handleAdmitted(['ann']);
    for (const id of ['ann', 'newcomer']) history.handleReachable(id);
    history.handleDone();
    history.handleReachable('newcomer');
    history.handleReachable('ann');
    expect([asked, history.askedFor('newcomer')]).to.deep.equal([['ann', 'newcomer'], 'own']);
    clock.advance(5000);
    expect([passedOver, asked, history.askedFor('ann')]).to.deep.equal([
      ['newcomer'],
      ['ann', 'newcomer', 'ann'],
      'own',
    ]);
    history.handleDone();
    expect([history.askedFor('ann'), clock.pending]).to.deep.equal([null, 0]);
  });

  it('asks for everything again after a return, once a connection is made anew', () => {
    history.handleAdmitted(['ann']);
    history.handleReachable('ann');
    history.handleDone();
    history.handleReturned();
    expect(asked).to.deep.equal(['ann']);
    history.handleReachable('ann');
    expect([asked, history.askedFor('ann')]).to.deep.equal([['ann', 'ann'], 'all']);
    history.handleDone();
    history.handleReachable('ann');
    expect(history.askedFor('ann')).to.equal('own');
    history.close();
  });

  it('asks no one any more, and takes no more, after the answer, while no connection is made anew', () => {
    history.handleAdmitted(['ann', 'bob']);
    history.handleReachable('ann');
    history.handleReachable('bob');
    history.handleDone();
    expect(history.askedFor('ann')).to.equal(null);
    history.handleGone('ann');
    expect(asked).to.deep.equal(['ann']);
  });
});
