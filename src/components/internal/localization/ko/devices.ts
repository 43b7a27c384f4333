/** What is announced of devices that are unplugged and back, in Korean. */
export const koDevices = {
  sayMicrophoneGone: '마이크 연결이 끊어져 다른 마이크를 사용합니다: {device}',
  sayMicrophoneBack: '마이크가 다시 연결되어 사용합니다: {device}',
  sayCameraGone: '카메라 연결이 끊어져 다른 카메라를 사용합니다: {device}',
  sayCameraBack: '카메라가 다시 연결되어 사용합니다: {device}',
  saySpeakerGone: '스피커 연결이 끊어져 기본 스피커를 사용합니다.',
  saySpeakerBack: '스피커가 다시 연결되어 사용합니다: {device}',
} as const;
