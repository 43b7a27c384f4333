import { render as renderLit } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { createElement } from 'react';
import { renderToString as renderReact } from 'react-dom/server';
import { render as renderSvelte } from 'svelte/server';
import { renderToString as renderVue } from 'vue/server-renderer';
import 'noom-elements';
import { page } from './pages/lit-page.js';
import type { PageProps } from './pages/page-props.js';
import { Page as ReactPage } from './pages/react-page.js';
import SveltePage from './pages/SveltePage.svelte';
import { createPage } from './pages/vue-page.js';

/** The page of all tags as each framework's server writes it. */
export const RENDERERS: Readonly<Record<'react' | 'vue' | 'svelte' | 'lit', (props: PageProps) => Promise<string>>> = {
  react: (props) => Promise.resolve(renderReact(createElement(ReactPage, props))),
  vue: (props) => renderVue(createPage(props)),
  svelte: (props) => Promise.resolve(renderSvelte(SveltePage, { props }).body),
  lit: (props) => collectResult(renderLit(page(props))),
};
