import { once } from 'node:events';
import { get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { NotConnected } from './not-connected.js';

/**
 * Reads what a server answers on a separate connection: one that is kept for the next request may be closed just then
 * by the server. @throws NotConnected when there is no answer.
 */
export async function readOnce(url: URL | string, headers: OutgoingHttpHeaders = {}): Promise<string> {
  try {
    const [response] = (await once(get(url, { agent: false, headers }), 'response')) as [IncomingMessage];
    return await text(response);
  } catch (error) {
    throw new NotConnected(String(error));
  }
}
