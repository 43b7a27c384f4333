import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import customElements from '../custom-elements.json';
import { settled } from '../test/harness/browser/look/settled.js';
import DocsPage from './docs-page.mdx';
import { byArgument, describeTag, documented, documentedStates, inOrder, type Manifest } from './documented.js';
import { playNoStreams } from './silence.js';

const manifest = customElements as Manifest;
setCustomElementsManifest(documented(manifest));
playNoStreams(HTMLAudioElement);

const preview: Preview = {
  tags: ['autodocs'],
  argTypesEnhancers: [
    ({ argTypes, component }) =>
      inOrder({ ...byArgument(argTypes, manifest, component), ...documentedStates(manifest, component) }),
  ],
  initialGlobals: { theme: 'light', language: 'en', direction: 'ltr' },
  globalTypes: {
    theme: {
      description: 'Theme',
      toolbar: {
        icon: 'circlehollow',
        dynamicTitle: true,
        items: [
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
      },
    },
    language: {
      description: 'Language',
      toolbar: {
        icon: 'globe',
        dynamicTitle: true,
        items: [
          { value: 'en', title: 'English' },
          { value: 'ko', title: '한국어' },
        ],
      },
    },
    direction: {
      description: 'Direction',
      toolbar: {
        icon: 'transfer',
        dynamicTitle: true,
        items: [
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
      },
    },
  },
  decorators: [
    (story, { globals }) => {
      // On the root element, where the tags read them.
      const { documentElement: page } = document;
      page.lang = String(globals['language']);
      page.dir = String(globals['direction']);
      page.style.colorScheme = String(globals['theme']);
      page.style.background = 'Canvas';
      return story();
    },
  ],
  // Before axe checks: lazy parts that are still fading in have no contrast yet.
  afterEach: () => settled(2),
  parameters: {
    layout: 'fullscreen',
    docs: { page: DocsPage, extractComponentDescription: (tag: unknown) => describeTag(manifest, tag) },
    a11y: { test: 'error' },
    viewport: {
      options: {
        narrow: { name: 'Narrow, 320 px', styles: { width: '320px', height: '640px' } },
        phone: { name: 'Phone', styles: { width: '390px', height: '844px' } },
        desktop: { name: 'Desktop', styles: { width: '1280px', height: '800px' } },
      },
    },
  },
};

export default preview;
