import { expect } from '@open-wc/testing';
import { Negotiator } from '../../src/core/media/mesh/negotiator.js';

describe('a negotiator that ignored a colliding offer', () => {
  it('takes no harm from a candidate of it that the browser refuses only after the answer has come', async () => {
    let refuse = (): void => undefined;
    const connection = {
      signalingState: 'have-local-offer',
      setRemoteDescription: () => Promise.resolve(),
      addIceCandidate: () =>
        new Promise<void>((_resolve, reject) => {
          refuse = () => {
            reject(new DOMException('Unknown ufrag', 'OperationError'));
          };
        }),
    };
    const negotiator = new Negotiator(connection as unknown as RTCPeerConnection, {
      isPolite: () => false,
      sendDescription: () => undefined,
      handleOffer: () => expect.fail('answered'),
    });
    await negotiator.handleDescription({ type: 'offer', sdp: '' });
    const adding = negotiator.handleCandidate({ candidate: '', sdpMid: '0', sdpMLineIndex: 0 });
    await negotiator.handleDescription({ type: 'answer', sdp: '' });
    refuse();
    await adding;
  });
});
