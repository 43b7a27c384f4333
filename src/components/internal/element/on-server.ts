import { isServer } from 'lit';

/** Whether there is no page, only its text: on a server that renders one. What a tag draws there is replaced in the page. */
export const isOnServer: boolean = isServer;
