/// <reference types="vite/client" />
import { useRoute, withBase, type Theme } from 'vitepress';
// Without its fonts: the site has the system's, as the kit does.
import DefaultTheme from 'vitepress/theme-without-fonts';
import { defineComponent, h, onMounted, watch } from 'vue';
import './style.css';

const Layout = defineComponent(() => {
  const route = useRoute();
  // The theme's other pages have a <main>, its start page has none.
  const markMain = (): void => document.querySelector('.VPHome')?.setAttribute('role', 'main');
  onMounted(markMain);
  watch(() => route.path, markMain, { flush: 'post' });
  return () => h(DefaultTheme.Layout, null, { 'not-found': () => h(Missing) });
});

/** For an address without a page. In both languages: the theme takes it for English. */
const Missing = defineComponent(
  () => () =>
    h('main', { class: 'missing vp-doc' }, [
      h('h1', 'There is no such page'),
      h('p', h('a', { href: withBase('/') }, 'To the start page')),
      h('div', { lang: 'ko' }, [
        h('h2', '이 페이지는 없습니다'),
        h('p', h('a', { href: withBase('/ko/') }, '시작 페이지로 가기')),
      ]),
    ]),
);

const theme: Theme = { extends: DefaultTheme, Layout };

export default theme;
