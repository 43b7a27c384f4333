import { createSSRApp } from 'vue';
import Page from './Page.vue';

/** The page for an address: the server and the browser draw the same one. */
export function createPage(searchParams) {
  return createSSRApp(Page, {
    room: searchParams.get('room') ?? 'tea',
    name: searchParams.get('name') ?? '',
    autojoin: searchParams.has('autojoin'),
  });
}
