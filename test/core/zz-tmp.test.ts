import { expect } from '@open-wc/testing';
import { CallController } from '../../src/core/index.js';
import { MemorySignaling } from '../../src/core/signaling/memory-signaling.js';
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
for (const away of ['late', 'polite-late'])
it(`after grace in the mesh ${away}`, async function () {
  this.timeout(100_000);
  const signaling = new MemorySignaling({ graceMs: 1000 });
  const make = (displayName: string) => new CallController({ room: 'tea', displayName }, { createTransport: () => signaling.createTransport(), storage: null });
  const [ann, bob] = [make('Ann'), make('Bob')];
  await ann.join(); await bob.join();
  await sleep(2000);
  const show = () => [ann, bob].map((c) => c.snapshot.state + ' ' + c.snapshot.participants.map((x) => [x.name, x.isConnected].join(':')).join(' ')).join(' | ');
  console.log(show());
  const gone = away === 'late' ? bob : ann;
  signaling.drop(gone.snapshot.self.id);
  const id = gone.snapshot.self.id;
  await sleep(1500);
  console.log('dropped', show());
  signaling.restore(id);
  const t = performance.now();
  let last = '';
  while (performance.now() - t < 60000) {
    await sleep(200);
    const s = show();
    if (s !== last) console.log(Math.round(performance.now() - t), s);
    last = s;
    if (s.split(':true').length === 5) break;
  }
  await sleep(1000);
  for (const c of [ann, bob]) { void c.sendMessage('from ' + c.snapshot.self.name); void c.sendData('d', {}).then(() => console.log('data sent by', c.snapshot.self.name), (e) => console.log(String(e))); }
  ann.addEventListener('noom-data-received', () => console.log('ann got data')); bob.addEventListener('noom-data-received', () => console.log('bob got data'));
  await sleep(5000);
  console.log(JSON.stringify([ann, bob].map((c) => c.snapshot.messages.map((m) => m.text))));
  const v = document.createElement('video'); v.muted = true; v.srcObject = new MediaStream([bob.snapshot.participants[1]!.sources.camera.track!]); void v.play(); await new Promise((r) => v.requestVideoFrameCallback(r)); console.log('frame');
  await ann.leave(); await bob.leave();
  expect(1).to.equal(1);
});
