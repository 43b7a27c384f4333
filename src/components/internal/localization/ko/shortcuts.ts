/** The texts of the keyboard shortcuts in Korean. */
export const koShortcuts = {
  shortcuts: '키보드 단축키',
  shortcutsHint: '통화 화면에 초점이 있을 때 쓸 수 있습니다. 글자를 입력하는 동안에는 쓸 수 없습니다.',
  switchMicrophone: '마이크 켜고 끄기',
  switchCamera: '카메라 켜고 끄기',
  switchScreen: '화면 공유 시작하고 끝내기',
  switchHand: '손들고 내리기',
  switchChat: '채팅 열고 닫기',
  switchParticipants: '참가자 목록 열고 닫기',
  switchSettings: '설정 열고 닫기',
  switchFullscreen: '전체 화면 켜고 끄기',
  switchPip: '화면 속 화면 켜고 끄기',
  talkWhileHeld: '누르고 있는 동안 마이크 켜기',
  showShortcuts: '키보드 단축키 보기',
  spaceKey: '스페이스바',
} as const;
