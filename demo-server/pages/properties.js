/**
 * The custom properties of the kit, each with its default, and what it is for in English and Korean. A colour has one
 * default for light and one for dark. (A test holds this list against the kit's own.)
 */
export const COLOURS = [
  {
    title: ['Background', '배경'],
    properties: [
      ['--noom-color-bg', ['#f4f6f9', '#0e1116'], ['Backdrop', '바탕']],
      ['--noom-tile-background', ['#e3e8ef', '#1b212a'], ['Empty tile', '빈 타일']],
      ['--noom-color-surface', ['#ffffff', '#171b22'], ['Panel, fields', '패널, 입력란']],
      ['--noom-color-raised', ['#eef1f5', '#212730'], ['Buttons, chat', '버튼, 채팅']],
      ['--noom-color-line', ['#dde2ea', '#2c333e'], ['Dividing lines', '구분선']],
      ['--noom-color-edge', ['#818b9b', '#677283'], ['Edge of fields', '입력란 테두리']],
    ],
  },
  {
    title: ['Text', '글자'],
    properties: [
      ['--noom-color-text', ['#161b24', '#eef1f5'], ['Text', '글자']],
      ['--noom-color-muted', ['#5b6676', '#9aa5b4'], ['Secondary text', '보조 글자']],
    ],
  },
  {
    title: ['Buttons', '버튼'],
    properties: [
      ['--noom-color-accent', ['#4353d9', '#7c8cff'], ['Accent', '강조색']],
      ['--noom-color-on-accent', ['#ffffff', '#0b0e1a'], ['Text on the accent', '강조색 위 글자']],
      ['--noom-color-danger', ['#d1343a', '#d4373d'], ['Leave button', '나가기 버튼']],
      ['--noom-color-on-danger', ['#ffffff', '#ffffff'], ['Its text', '그 위 글자']],
    ],
  },
  {
    title: ['States', '상태'],
    properties: [
      ['--noom-color-off', ['#c22a31', '#ff7c80'], ['Off', '꺼짐']],
      ['--noom-color-ok', ['#12966a', '#36d399'], ['Speaking', '말하는 중']],
      ['--noom-color-warn', ['#b97708', '#f6b73c'], ['Warning', '경고']],
    ],
  },
];

/** Lengths in pixels, with the range of their sliders. */
export const SIZES = [
  ['--noom-radius', 16, [0, 40], ['Corners of tiles', '타일 모서리']],
  ['--noom-radius-field', 12, [0, 24], ['Corners of fields', '입력란 모서리']],
  ['--noom-gap', 12, [0, 32], ['Between tiles', '타일 사이']],
  ['--noom-button-size', 48, [32, 64], ['Round buttons', '둥근 버튼']],
];

export const FONT = ['--noom-font', "system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif"];

/** Fonts that every system has. */
export const FONTS = [
  [['System', '시스템'], FONT[1]],
  [['Serif', '명조'], "Georgia, 'Apple Myungjo', Batang, serif"],
  [['Rounded', '둥근 고딕'], "ui-rounded, 'Arial Rounded MT Bold', 'Nanum Round', sans-serif"],
  [['Typewriter', '타자기'], 'ui-monospace, Menlo, Consolas, monospace'],
];

/** WCAG 2.2, 1.4.3 and 1.4.11. */
export const TEXT_CONTRAST = 4.5;
const SHAPE_CONTRAST = 3;

/** What is seen on what, and the contrast that it needs. */
export const PAIRS = [
  ['--noom-color-text', '--noom-color-bg', TEXT_CONTRAST, ['Text on the background', '배경 위 글자']],
  ['--noom-color-text', '--noom-color-raised', TEXT_CONTRAST, ['Text of messages', '메시지 글자']],
  ['--noom-color-muted', '--noom-color-bg', TEXT_CONTRAST, ['Secondary text on the background', '배경 위 보조 글자']],
  ['--noom-color-muted', '--noom-color-surface', TEXT_CONTRAST, ['Secondary text in the panel', '패널의 보조 글자']],
  ['--noom-color-on-accent', '--noom-color-accent', TEXT_CONTRAST, ['Text on the accent', '강조색 위 글자']],
  ['--noom-color-on-danger', '--noom-color-danger', TEXT_CONTRAST, ['Text on the leave button', '나가기 버튼 글자']],
  ['--noom-color-edge', '--noom-color-surface', SHAPE_CONTRAST, ['Edge of fields', '입력란 테두리']],
  ['--noom-color-off', '--noom-color-raised', SHAPE_CONTRAST, ['Icon of what is off', '꺼진 것의 아이콘']],
  ['--noom-color-ok', '--noom-color-bg', SHAPE_CONTRAST, ['Ring around who speaks', '말하는 사람 테두리']],
];
