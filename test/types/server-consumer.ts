/** What the author of a server writes, checked by the compiler alone: against the sources, and the packed package. */
import { attachSignaling, createServer, readSettings, type NoomServer, type Signaling } from 'noom-server';

export async function aServerOfItsOwn(): Promise<void> {
  const server: NoomServer = await createServer({ port: 0, log: 'error' });
  const url: string = server.url;
  const signaling: Signaling = attachSignaling(server.httpServer, readSettings(process.env));
  await signaling.close();
  console.log(url, server.io.engine.clientsCount);
  // @ts-expect-error a port is a number
  await createServer({ port: '3000' });
  // @ts-expect-error there is no such setting
  await createServer({ harbour: 3000 });
}
