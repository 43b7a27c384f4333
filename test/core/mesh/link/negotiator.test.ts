import { expect } from '@open-wc/testing';
import { MAX_HELD_CANDIDATES, MAX_SECTIONS } from '../../../../src/core/media/mesh/link/negotiator.js';
import { answer, byFirefox, negotiate, offer, sdpOf, type Setting } from '../../../fakes/worlds/negotiator-world.js';

describe('a negotiator', () => {
  it('holds a limited number of candidates that arrive before their description', async () => {
    const { connection, negotiator, settled } = negotiate();
    for (let index = 0; index < MAX_HELD_CANDIDATES + 40; index += 1)
      negotiator.handleSignal({ candidate: { candidate: String(index) } });
    await settled();
    expect(connection.candidates).to.deep.equal([]);
    negotiator.handleSignal(offer());
    await settled();
    expect(connection.candidates.map(({ candidate }) => candidate)).to.deep.equal(
      Array.from({ length: MAX_HELD_CANDIDATES }, (_none, index) => String(index)),
    );
  });

  it('drops a description of more sections than a call has', async () => {
    const { connection, negotiator, sent, broken, settled } = negotiate();
    negotiator.handleSignal(offer(1, MAX_SECTIONS + 1));
    await settled();
    expect([connection.applied, sent, broken]).to.deep.equal([[], [], []]);
    negotiator.handleSignal(offer(1, MAX_SECTIONS));
    await settled();
    expect(connection.applied).to.have.length(1);
  });

  it('applies an offer that arrives twice once, and sends the same answer again, which is applied once', async () => {
    const [one, twice] = [negotiate(), offer()];
    for (const signal of [twice, twice]) one.negotiator.handleSignal(signal);
    await one.settled();
    expect([one.sent.length, one.sent[1], one.connection.applied.length]).to.deep.equal([2, one.sent[0], 1]);
    const other = negotiate({ isOffering: true });
    const same = answer('active');
    // Nor is it taken for the answer to the next offer.
    for (let offers = 0; offers < 2; offers += 1) {
      other.need();
      await other.settled();
      for (const signal of [same, same]) other.negotiator.handleSignal(signal);
      await other.settled();
    }
    const { applied, signalingState } = other.connection;
    expect([applied.length, other.broken, signalingState]).to.deep.equal([1, [], 'have-local-offer']);
  });

  it('reports that the connection is broken when a description cannot be applied, and is not settled after that', async () => {
    const { connection, negotiator, broken, settled } = negotiate();
    connection.refuses = () => true;
    negotiator.handleSignal(offer());
    await settled();
    expect(broken).to.have.length(1);
    expect(negotiator.isSettled).to.equal(false);
  });

  it('reports that it is broken when offers collide: nothing is rolled back', async () => {
    const { connection, negotiator, broken, need, settled } = negotiate({ isPolite: true, canAsk: false });
    negotiator.handleSignal(offer());
    await settled();
    need();
    await settled();
    expect(connection.signalingState).to.equal('have-local-offer');
    negotiator.handleSignal({ description: { type: 'offer', sdp: `${sdpOf(1)}a=x\r\n` } });
    await settled();
    expect(broken).to.have.length(1);
    expect(connection.applied).to.have.length(1);
  });

  it('answers by the DTLS role of its first answer for as long as the connection lasts', async () => {
    const { connection, negotiator, sent, need, settled } = negotiate({ isOffering: true });
    need();
    await settled();
    // The other side is active, so this one is passive, whatever the browser writes later.
    negotiator.handleSignal(answer('active'));
    await settled();
    negotiator.handleSignal(offer());
    await settled();
    expect(connection.localDescription?.sdp).to.contain('a=setup:active');
    expect(sent.at(-1)?.description?.sdp).to.contain('a=setup:passive').and.not.contain('active');
  });

  it('reads an answer by the DTLS role that the other side had at first', async () => {
    const { connection, negotiator, need, settled } = negotiate({ isOffering: true });
    for (const role of ['passive', 'active']) {
      need();
      await settled();
      negotiator.handleSignal(answer(role));
      await settled();
    }
    expect(connection.applied.map(({ sdp }) => /a=setup:(\w+)/.exec(sdp ?? '')?.[1])).to.deep.equal([
      'passive',
      'passive',
    ]);
  });
});

describe('a negotiator on the polite side', () => {
  async function exchanged(setting: Setting = {}) {
    const world = negotiate({ isPolite: true, ...setting });
    world.negotiator.handleSignal(offer());
    await world.settled();
    world.sent.length = 0;
    return world;
  }

  it('asks for a restart in place of offering, once until the offer arrives', async () => {
    const { connection, negotiator, sent, need, settled } = await exchanged();
    negotiator.restartIce();
    negotiator.restartIce();
    need();
    await settled();
    expect(sent).to.deep.equal([{ ask: 'restart' }]);
    expect([connection.restarts, negotiator.isSettled]).to.deep.equal([0, false]);
    negotiator.handleSignal({ description: { type: 'offer', sdp: `${sdpOf(1)}a=x\r\n` } });
    await settled();
    expect([sent.at(-1)?.description?.type, negotiator.isSettled]).to.deep.equal(['answer', true]);
    negotiator.restartIce();
    await settled();
    expect(sent.at(-1)).to.deep.equal({ ask: 'restart' });
  });

  it('asks for a restart also while it waits for an offer of sections, and not the other way round', async () => {
    const { negotiator, sent, wants, settled } = await exchanged();
    wants('screen');
    negotiator.askForSections();
    negotiator.restartIce();
    negotiator.restartIce();
    negotiator.askForSections();
    await settled();
    expect(sent).to.deep.equal([{ ask: 'offer', sources: ['screen'] }, { ask: 'restart' }]);
    negotiator.repeat();
    await settled();
    expect(sent.slice(2)).to.deep.equal([{ ask: 'restart' }]);
  });

  it('asks for all sections that are missing at once', async () => {
    const { negotiator, sent, wants, settled } = await exchanged();
    negotiator.askForSections();
    wants('screen', 'screenAudio');
    negotiator.askForSections();
    await settled();
    expect(sent).to.deep.equal([{ ask: 'offer', sources: ['screen', 'screenAudio'] }]);
  });

  it('offers by itself to a side that accepts no asks', async () => {
    const { sent, connection, negotiator, need, settled } = await exchanged({ canAsk: false });
    negotiator.restartIce();
    expect(connection.restarts).to.equal(1);
    need();
    await settled();
    expect(sent.map(({ description }) => description?.type)).to.deep.equal(['offer']);
  });

  it('ignores what it is asked', async () => {
    const { connection, negotiator, sent, asked, settled } = await exchanged();
    negotiator.handleSignal({ ask: 'restart' });
    negotiator.handleSignal({ ask: 'offer', sources: ['screen'] });
    await settled();
    expect([connection.restarts, sent, asked]).to.deep.equal([0, [], []]);
  });
});

describe('a negotiator on the impolite side', () => {
  it('restarts when it is asked, but not during a restart', async () => {
    const { connection, negotiator, need, settled } = negotiate({ isOffering: true });
    need();
    await settled();
    negotiator.handleSignal(answer('active'));
    await settled();
    connection.currentLocalDescription = { type: 'offer', sdp: sdpOf(5).replace('ufrag:u', 'ufrag:old') };
    negotiator.handleSignal({ ask: 'restart' });
    need();
    await settled();
    expect(connection.restarts).to.equal(1);
    negotiator.handleSignal({ ask: 'restart' });
    await settled();
    expect(connection.restarts).to.equal(1);
  });

  it('does what was asked before the first answer arrived, after it', async () => {
    const { negotiator, asked, need, settled } = negotiate({ isOffering: true });
    need();
    await settled();
    negotiator.handleSignal({ ask: 'offer', sources: ['screen'] });
    await settled();
    expect(asked).to.deep.equal([]);
    negotiator.handleSignal(answer('active'));
    await settled();
    expect(asked).to.deep.equal([['screen']]);
  });
});

describe('a negotiator between browsers', () => {
  for (const isPolite of [true, false])
    for (const [own, other, isAsking] of [
      ['Firefox', 'Chromium', false],
      ['Chromium', 'Firefox', true],
      ['Firefox', 'Firefox', isPolite],
      ['Chromium', 'Chromium', isPolite],
    ] as const) {
      const does = isAsking ? 'asks, and is not asked' : 'offers, and is asked';
      it(`${does}: ${isPolite ? 'polite' : 'impolite'}, from ${own} to ${other}`, async () => {
        const { connection, negotiator, sent, asked, settled } = negotiate({ isPolite });
        connection.isFirefox = own === 'Firefox';
        const sdp = other === 'Firefox' ? byFirefox(sdpOf(1)) : sdpOf(1);
        negotiator.handleSignal({ description: { type: 'offer', sdp } });
        await settled();
        expect(negotiator.isAsking).to.equal(isAsking);
        negotiator.restartIce();
        negotiator.handleSignal({ ask: 'offer', sources: ['screen'] });
        await settled();
        expect(connection.restarts).to.equal(isAsking ? 0 : 1);
        expect(sent.some(({ ask }) => ask === 'restart')).to.equal(isAsking);
        expect(asked).to.have.length(isAsking ? 0 : 1);
      });
    }
});
