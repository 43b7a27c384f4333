import { expect } from '@open-wc/testing';
import { HistoryRequest } from '../../src/core/chat/history.js';

describe('asking for the past', () => {
  let asked: string[];
  let history: HistoryRequest;
  beforeEach(() => {
    asked = [];
    history = new HistoryRequest((id) => asked.push(id));
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
