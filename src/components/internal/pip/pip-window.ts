import { NoomEvent, toCallError } from '../../../core/index.js';
import { isOnlyHost } from '../link/only-host.js';
import { hostOf } from '../dom/nodes.js';
import { deepActiveElement } from '../keyboard/deep-focus.js';
import { Shortcuts } from '../shortcuts/shortcuts.js';
import { uiTags } from '../lazy/ui-tags.js';
import { WISH_TYPES } from '../link/commands.js';
import type { Pip, RoomHost } from '../link/room-context.js';
import { langOf } from '../localization/index.js';
import { baseStyles } from '../look/theme.styles.js';
import { repeatLog } from './pip-log.js';
import { refused, textOf } from './pip-texts.js';
import type { DocumentPip } from './pip-support.js';

/** Two tiles side by side, or one above a toolbar, without more of the screen than that needs. In CSS pixels. */
const SIZE = { width: 420, height: 340 };
const DARK = '(prefers-color-scheme: dark)';
const CONTROLS = 'microphone camera pip leave';
/** The custom properties of the kit: they are not inherited from one document by another. */
const TOKENS = [...new Set(baseStyles.cssText.match(/--noom-[\w-]+/g))];

const SHEET = `
html, body { height: 100%; margin: 0; overflow: hidden; }
body { background: var(--noom-color-bg, light-dark(#f4f6f9, #0e1116)); }
main { display: grid; grid-template-rows: minmax(0, 1fr) auto; gap: 8px; box-sizing: border-box; height: 100%; padding: 8px; }
.stage { position: relative; min-height: 0; }
noom-stage { height: 100%; min-block-size: 0; }
noom-controls { justify-content: center; }
.log { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

/** Opens a window with the stage of a room and a toolbar. @throws CallError */
export async function openPipWindow(room: RoomHost, windows: DocumentPip, handleEnd: () => void): Promise<Pip> {
  const { ownerDocument } = room;
  const wasByKey = deepActiveElement(ownerDocument)?.matches(':focus-visible') === true;
  const window = await windows.requestWindow(SIZE).catch((cause: unknown) => {
    throw refused(room, cause);
  });
  const pip = new PipWindow(room, window, windows, handleEnd);
  void pip.draw(wasByKey);
  return pip;
}

/**
 * A stage of a room and a toolbar in a window of their own, which the person, the page or the kit closes. The stage in
 * the page stays there and plays on, so that it is back at once: Chromium presents nothing more of videos that leave a
 * window while that closes.
 */
class PipWindow implements Pip {
  readonly window: Window & typeof globalThis;
  readonly #room: RoomHost;
  readonly #handleEnd: () => void;
  readonly #over = new AbortController();

  constructor(room: RoomHost, window: Window & typeof globalThis, windows: DocumentPip, handleEnd: () => void) {
    this.window = window;
    this.#room = room;
    this.#handleEnd = handleEnd;
    this.#followRoom();
    this.#hearKeys();
    const { signal } = this.#over;
    window.addEventListener('pagehide', this.close, { signal });
    // A window that another one takes the place of gets no `pagehide` in Chromium.
    const closeIfReplaced = (): void => {
      if (windows.window !== window) this.#end();
    };
    windows.addEventListener('enter', closeIfReplaced, { signal });
  }

  /**
   * Draws the stage and the toolbar: at once, or when their tags are loaded. They cannot come before: those in another
   * document would not become what they are. @param isFocused whether the toolbar gets the focus.
   */
  async draw(isFocused: boolean): Promise<void> {
    const fill = (): void => {
      if (!this.#over.signal.aborted) this.#fill(isFocused);
    };
    try {
      if (uiTags) await uiTags.run(fill);
      else fill();
    } catch (error) {
      this.close();
      this.#room.report(toCallError(error));
    }
  }

  /** Also when the person or the page closes the window. */
  readonly close = (): void => {
    if (this.#over.signal.aborted) return;
    this.#end();
    this.window.close();
  };

  #end(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    // Tags are not told that their window goes away: they would follow the call for as long as the page is there.
    this.window.document.body.replaceChildren();
    this.#handleEnd();
  }

  #fill(isFocused: boolean): void {
    const { document, CSSStyleSheet } = this.window;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    document.adoptedStyleSheets = [sheet];
    const box = document.createElement('div');
    box.className = 'stage';
    box.append(this.#make('noom-stage'), this.#make('noom-reactions'));
    const controls = this.#make('noom-controls', { controls: CONTROLS });
    const main = document.createElement('main');
    main.append(box, controls);
    document.body.append(main, repeatLog(this.#room, this.window, this.#over.signal));
    for (const type of WISH_TYPES) main.addEventListener(type, this.#passOn as EventListener);
    if (isFocused) controls.focus();
  }

  /** Created in the kit's own document: others do not know its tags. */
  #make(name: string, properties: object = {}): HTMLElement {
    return Object.assign(document.createElement(name), { room: this.#room, ...properties });
  }

  /** Wishes bubble in this document; the page, which may cancel them, listens in its own. */
  readonly #passOn = (event: NoomEvent): void => {
    const { type, fields } = event;
    if (!this.#room.dispatchEvent(new NoomEvent(type, fields, { cancelable: true }))) {
      event.preventDefault();
      return;
    }
    const isBack = type === 'noom-pip-request';
    // The only host is asked in the page.
    const isAsked = type === 'noom-leave-request' && isOnlyHost(this.#room.snapshot);
    if (isBack || isAsked) this.#room.ownerDocument.defaultView?.focus();
  };

  /** The language, the direction and the theme are the room's, also when they change. */
  #followRoom(): void {
    const room = this.#room;
    this.#dress();
    const observer = new MutationObserver(this.#dress);
    for (
      let element: Element | null = room;
      element;
      element = element.parentElement ?? hostOf(element.getRootNode())
    ) {
      observer.observe(element, { attributes: true });
    }
    const { signal } = this.#over;
    room.addEventListener('noom-room-changed', this.#dress, { signal });
    room.ownerDocument.defaultView?.matchMedia(DARK).addEventListener('change', this.#dress, { signal });
    signal.addEventListener('abort', () => {
      observer.disconnect();
    });
  }

  readonly #dress = (): void => {
    const room = this.#room;
    const { document } = this.window;
    const { documentElement: root } = document;
    const style = getComputedStyle(room);
    document.title = textOf(room, 'call');
    root.lang = langOf(room) || room.language;
    root.dir = style.direction;
    root.style.colorScheme = isDark(style.colorScheme, room.ownerDocument.defaultView) ? 'dark' : 'light';
    for (const token of TOKENS) root.style.setProperty(token, style.getPropertyValue(token));
  };

  #hearKeys(): void {
    const { window } = this;
    const { document } = window;
    const { signal } = this.#over;
    const shortcuts = new Shortcuts(this.#room);
    const handle = (event: KeyboardEvent): void => {
      const { shortcuts: isOn, shortcutKeys } = this.#room;
      // Also where they are off by now: a key that is released must not be held here.
      if (isOn || event.type === 'keyup') shortcuts.handle(event, event.composedPath(), shortcutKeys);
    };
    const release = (): void => {
      shortcuts.release();
    };
    document.addEventListener('keydown', handle, { signal });
    document.addEventListener('keyup', handle, { signal, capture: true });
    // There is no `keyup` for keys that are released elsewhere.
    window.addEventListener('blur', release, { signal });
    signal.addEventListener('abort', release);
  }
}

/** Whether a `color-scheme` means dark in this window: in a picture-in-picture window Chromium itself prefers dark. */
function isDark(scheme: string, window: Window | null): boolean {
  const both = /light/.test(scheme) && /dark/.test(scheme);
  return both ? window?.matchMedia(DARK).matches === true : /dark/.test(scheme);
}
