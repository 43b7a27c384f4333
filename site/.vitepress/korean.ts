import type { DefaultTheme, MarkdownEnv, MarkdownRenderer } from 'vitepress';

/** What the theme says, in Korean. */
export const KOREAN_THEME: DefaultTheme.Config = {
  outline: { label: '이 페이지의 내용', level: [2, 3] },
  docFooter: { prev: '이전', next: '다음' },
  darkModeSwitchLabel: '화면 모양',
  lightModeSwitchTitle: '라이트 테마로 바꾸기',
  darkModeSwitchTitle: '다크 테마로 바꾸기',
  sidebarMenuLabel: '메뉴',
  returnToTopLabel: '맨 위로',
  i18nRouting: false,
  langMenuLabel: '언어 바꾸기',
  skipToContentLabel: '본문으로 건너뛰기',
};

export const KOREAN_SEARCH: DefaultTheme.LocalSearchOptions = {
  translations: {
    button: { buttonText: '검색', buttonAriaLabel: '검색' },
    modal: {
      displayDetails: '자세한 결과 보기',
      resetButtonTitle: '검색어 지우기',
      backButtonTitle: '검색 닫기',
      noResultsText: '결과가 없습니다:',
      footer: { selectText: '선택', navigateText: '이동', closeText: '닫기' },
    },
  },
};

/** What is added to the text of a Korean page, in Korean: the buttons that copy code, and the links to headings. */
export function koreanLabels(markdown: MarkdownRenderer): void {
  const isKorean = ({ relativePath }: MarkdownEnv): boolean => relativePath.startsWith('ko/');
  const { fence } = markdown.renderer.rules;
  if (!fence) throw new Error('There is no rule for blocks of code.');
  markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
    const html = fence(tokens, index, options, env, self);
    return isKorean(env as MarkdownEnv) ? html.replace('title="Copy Code"', 'title="코드 복사"') : html;
  };
  markdown.core.ruler.push('korean-labels', ({ tokens, env }) => {
    if (!isKorean(env as MarkdownEnv)) return;
    for (const link of tokens.flatMap(({ children }) => children ?? [])) {
      const label = /^Permalink to (.*)$/s.exec(link.attrGet('aria-label') ?? '')?.[1];
      if (label !== undefined) link.attrSet('aria-label', `${label} 제목의 링크`);
    }
  });
}
