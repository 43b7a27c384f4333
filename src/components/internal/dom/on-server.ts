import { isServer } from 'lit';

/** Whether the code runs on a server that renders HTML, without a DOM. The result is replaced in the page. */
export const isOnServer: boolean = isServer;
