/** Opens a window for a document, over all others (https://wicg.github.io/document-picture-in-picture/). */
export interface DocumentPip extends EventTarget {
  /** The window that is open: a page has one. */
  readonly window: Window | null;
  requestWindow(options?: { width?: number; height?: number }): Promise<Window & typeof globalThis>;
}

/** What opens such windows for a document; `null` where the browser cannot, and in frames, where it may not. */
export function documentPipOf({ defaultView: view }: Document): DocumentPip | null {
  if (view === null || view !== view.top) return null;
  return (view as { documentPictureInPicture?: DocumentPip }).documentPictureInPicture ?? null;
}

/** Whether a document can show a call, or one picture of it, over all windows. */
export function hasPip(document: Document): boolean {
  return documentPipOf(document) !== null || (document as Partial<Document>).pictureInPictureEnabled === true;
}
