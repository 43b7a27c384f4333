import { expect } from '@open-wc/testing';
import { redactStats } from '../../../src/core/stats/redact-stats.js';

describe('redacted statistics', () => {
  it('keep what is counted and measured, and the candidates in use without their addresses', () => {
    const candidate = { address: '192.168.1.7', ip: '192.168.1.7', port: 50_000, foundation: '42', priority: 2122 };
    const entries = [
      { id: 'IT01', type: 'inbound-rtp', timestamp: 17, ssrc: 99, kind: 'video', trackIdentifier: 'b7e0', mid: '1' },
      { id: 'OT01', type: 'outbound-rtp', transportId: 'T01', qualityLimitationDurations: { cpu: 1.5, other: 'x' } },
      {
        id: 'T01',
        type: 'transport',
        selectedCandidatePairId: 'CP1',
        localCertificateId: 'CF1',
        dtlsState: 'connected',
      },
      { id: 'CP1', type: 'candidate-pair', localCandidateId: 'L1', remoteCandidateId: 'R1', bytesSent: NaN },
      { id: 'CP2', type: 'candidate-pair', localCandidateId: 'L2', remoteCandidateId: 'R1' },
      { id: 'L1', type: 'local-candidate', candidateType: 'host', protocol: 'udp', ...candidate },
      { id: 'L2', type: 'local-candidate', candidateType: 'host', protocol: 'udp', ...candidate },
      { id: 'R1', type: 'remote-candidate', candidateType: 'relay', url: 'turn:example.org', usernameFragment: 'aB' },
      { id: 'CF1', type: 'certificate', fingerprint: 'AA:BB', base64Certificate: 'MII' },
      { id: 'D1', type: 'data-channel', label: 'ordered' },
      { id: 'C1', type: 'codec', mimeType: 'video/VP8', sdpFmtpLine: 'x=<script>' },
      ...[null, 'text', [1], { type: Symbol('x') }],
    ];
    expect(redactStats(entries)).to.deep.equal([
      { id: 0, type: 'inbound-rtp', timestamp: 17, kind: 'video' },
      { id: 1, type: 'outbound-rtp', transportId: 2, qualityLimitationDurations: { cpu: 1.5 } },
      { id: 2, type: 'transport', selectedCandidatePairId: 3, dtlsState: 'connected' },
      { id: 3, type: 'candidate-pair', localCandidateId: 4, remoteCandidateId: 5 },
      { id: 4, type: 'local-candidate', candidateType: 'host', protocol: 'udp' },
      { id: 5, type: 'remote-candidate', candidateType: 'relay' },
      { id: 6, type: 'codec', mimeType: 'video/VP8' },
    ]);
  });

  it('are bounded', () => {
    const many = Array.from({ length: 5000 }, (_, id) => ({ id: String(id), type: 'codec', clockRate: 90_000 }));
    expect(redactStats(many).length).to.equal(100);
  });
});
