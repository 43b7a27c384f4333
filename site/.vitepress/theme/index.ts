/// <reference types="vite/client" />
import { useRoute, type Theme } from 'vitepress';
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
  return () => h(DefaultTheme.Layout);
});

const theme: Theme = { extends: DefaultTheme, Layout };

export default theme;
