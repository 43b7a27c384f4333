import { isServer } from 'lit';

/** Whether the code runs on a server that renders HTML, without a DOM. The result is replaced in the page. */
export const isOnServer = isServer as boolean;

/**
 * Whether tags are to stay as they are in HTML: on a server, and in what stands in for a page in unit tests (jsdom,
 * happy-dom), which bundlers and Jest take for one. Neither has what every supported browser has.
 */
export const isMarkupAlone = isOnServer || !('CustomStateSet' in globalThis);
