import { expect } from '@open-wc/testing';
import type { CallController, CallReport } from '../../../src/core/index.js';
import { decodedFrames } from '../../harness/browser/media-probes.js';
import { other, otherTrack, RealRoom } from '../../harness/browser/real-call.js';

/** IPv4 and IPv6 addresses, the names of mDNS candidates, UUIDs, fingerprints, URLs. */
const LEAKS: Readonly<Record<string, RegExp>> = {
  'an IPv4 address': /\b\d{1,3}(?:\.\d{1,3}){3}\b/,
  'an IPv6 address': /(?:^|[^\w:])(?:[\da-f]{1,4}:){2,7}[\da-f]{0,4}(?:$|[^\w])|::1?\b/i,
  'an mDNS name': /\.local\b/i,
  'a UUID': /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/i,
  'a fingerprint': /(?:[\da-f]{2}:){7}/i,
  'a URL': /\b(?:https?|wss?|stuns?|turns?):/i,
  'a candidate': /candidate:/,
};

/** All keys and texts of a report, but what the browser calls itself, which has a version with dots. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [key, ...textsIn(each)]);
}

function leaksIn(report: CallReport): string[] {
  const texts = textsIn({ ...report, at: '', browser: '' });
  const patterns = Object.entries(LEAKS).filter(([, pattern]) => texts.some((text) => pattern.test(text)));
  return patterns.map(([what]) => what);
}

describe('a report of a real call', () => {
  const NAMES = ['Ann Archer', '박서연'] as const;
  let room: RealRoom;
  let ann: CallController;
  let bob: CallController;

  beforeEach(async () => {
    room = new RealRoom();
    [ann, bob] = [await room.join(NAMES[0]), await room.join(NAMES[1])];
    await other(ann, NAMES[1], ({ connection }) => connection === 'connected');
    await decodedFrames(await otherTrack(ann, NAMES[1], 'camera'), 3);
  });

  afterEach(async () => {
    await room.close();
  });

  it('has no address, name, id, room or device in it, and what a link has counted', async () => {
    const report = await ann.getReport();
    const text = JSON.stringify(report);
    expect(leaksIn(report)).to.deep.equal([]);
    const { self, participants, devices } = ann.snapshot;
    const tracks = participants.flatMap(({ sources }) => Object.values(sources).flatMap(({ track }) => track ?? []));
    const secrets = [
      ...participants.flatMap(({ id, name }) => [id, name]),
      ...tracks.flatMap((track) => [track.id, track.label, track.getSettings().deviceId]),
      ...[...devices.cameras, ...devices.microphones].flatMap(({ deviceId, label }) => [deviceId, label]),
      room.name,
    ].filter((secret): secret is string => secret !== undefined && secret.length > 2 && secret !== 'default');
    expect(secrets.length).to.be.greaterThan(6);
    expect(secrets.filter((secret) => text.includes(secret))).to.deep.equal([]);
    expect(JSON.parse(text)).to.deep.equal(report);
    expect(report.participants.map(({ id, isLocal, connection }) => [id, isLocal, connection])).to.deep.equal([
      ['1', true, self.connection],
      ['2', false, 'connected'],
    ]);
    const entries = (report.participants[1]?.stats ?? []) as { type: string; framesDecoded?: number }[];
    const types = new Set(entries.map(({ type }) => type));
    expect(
      ['inbound-rtp', 'outbound-rtp', 'candidate-pair', 'local-candidate'].filter((type) => !types.has(type)),
    ).to.deep.equal([]);
    expect(entries.some(({ framesDecoded = 0 }) => framesDecoded > 0)).to.equal(true);
    expect(text.length).to.be.lessThan(60_000);
  });

  it('has identities and addresses where they are asked for', async () => {
    const report = await ann.getReport({ identities: true, addresses: true });
    expect(report.participants.map(({ id, name }) => [id, name])).to.deep.equal([
      [ann.snapshot.self.id, NAMES[0]],
      [bob.snapshot.self.id, NAMES[1]],
    ]);
    // Otherwise the first test would find nothing, whatever the report has.
    expect(leaksIn(report)).to.include('a UUID');
    expect(leaksIn(report).some((what) => what.endsWith('address') || what.endsWith('mDNS name'))).to.equal(true);
    const lean = await ann.getReport({ statistics: false });
    expect(lean.participants.map(({ stats }) => stats.length)).to.deep.equal([0, 0]);
  });
});
