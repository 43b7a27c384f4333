/** The Korean texts of how media gets through, and why not better. */
export const koQuality = {
  isPoor: '품질이 낮음',
  isLost: '전달되지 않음',
  causeUplink: '내 업로드가 느리거나 끊김',
  causeDownlink: '내 다운로드가 느리거나 끊김',
  causeNetwork: '중간 네트워크가 느리거나 끊김',
  causeRelay: '멀리 있는 서버를 거쳐 중계됨',
  causeDevice: '상대방 기기가 화면을 적게 보냄',
  causeProcessor: '이 기기의 성능이 부족함',
} as const;
