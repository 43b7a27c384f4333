import type { qualityWords } from '../en/quality.js';

/** The Korean texts of the tag that shows the quality. */
const ofTag: Readonly<Record<keyof typeof qualityWords, string>> = {
  connection: '통화 품질',
  connectionTo: '{name} 님과의 연결 상태',
  whatYouSend: '내가 보내는 영상과 소리',
  isExcellent: '매우 좋음',
  isGood: '좋음',
  isUnknown: '아직 측정되지 않음',
  aloneMeasured: '혼자 있는 동안에는 측정하지 않습니다.',
  linkTo: '최근 5분 동안의 연결 상대',
  lostPackets: '패킷 손실',
  jitter: '음성 지터',
  roundTrip: '왕복 지연 시간',
  frameRate: '초당 프레임 수',
  bitrate: '비트레이트',
  received: '수신',
  sent: '송신',
  asTable: '표로 보기',
  lastMinutes: '최근 5분',
  now: '현재',
  average: '평균',
  highest: '최고',
  saveReport: '보고서 저장',
  reportHint: '이름과 주소는 들어 있지 않습니다.',
  reportSaved: '저장했습니다.',
};

/** The Korean texts of how media gets through, and why not better. */
export const koQuality = {
  ...ofTag,
  isPoor: '품질이 낮음',
  isPaused: '화면 일시 중지: 연결이 약함',
  cameraPaused: '연결이 약해서 카메라를 일시 중지했습니다.',
  cameraPausedHeard: '연결이 약해서 카메라를 일시 중지했습니다. 목소리는 다른 사람에게 들립니다.',
  isLost: '전달되지 않음',
  causeUplink: '내 업로드가 느리거나 끊김',
  causeDownlink: '내 다운로드가 느리거나 끊김',
  causeNetwork: '중간 네트워크가 느리거나 끊김',
  causeRelay: '멀리 있는 서버를 거쳐 중계됨',
  causeDevice: '상대방 기기가 화면을 적게 보냄',
  causeProcessor: '이 기기의 성능이 부족함',
} as const;
