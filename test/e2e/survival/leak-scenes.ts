import type { CallController, SharedFile } from '../../../src/index.js';

/** What the page of the leak tests has as globals. */
export interface LeakPage {
  kit: { CallController: typeof CallController };
  scenes: Record<SceneName, (room: string, turn: number) => Promise<void>>;
  /** Each call and each tag that there was. */
  made: WeakRef<object>[];
}

/** What is done again and again, each time from an empty page to an empty page. */
export const SCENES = ['joins', 'guests', 'cameras', 'screens', 'files', 'removals'] as const;
export type SceneName = (typeof SCENES)[number];

/** Loads the kit, and puts the scenes into `window.scenes`. Runs in the page. */
export async function setScenes(): Promise<void> {
  const url = '/noom.js';
  const kit = (await import(url)) as LeakPage['kit'];
  const made: LeakPage['made'] = [];
  const note = <One extends object>(one: One): One => {
    made.push(new WeakRef(one));
    return one;
  };
  const call = (room: string, displayName: string): CallController =>
    note(new kit.CallController({ room, displayName, signalingUrl: location.origin }));
  const until = async (isSo: () => boolean): Promise<void> => {
    const end = performance.now() + 60_000;
    while (!isSo()) {
      if (performance.now() > end) throw new Error(`It did not come to ${isSo.toString()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const isConnected = ({ snapshot }: CallController): boolean =>
    snapshot.participants.length === 2 &&
    snapshot.participants.every((each) => each.isLocal || each.connection === 'connected');
  /** Both in the room, connected to each other. */
  const two = async (room: string): Promise<[CallController, CallController]> => {
    const [ann, ben] = [call(room, 'Ann'), call(room, 'Ben')];
    await ann.join();
    await ben.join();
    await until(() => isConnected(ann) && isConnected(ben));
    return [ann, ben];
  };
  const file = (): File => new File([new Uint8Array(8_000_000)], 'large.bin');
  const offered = async (to: CallController): Promise<SharedFile> => {
    await until(() => to.snapshot.files.length > 0);
    return to.snapshot.files[0] as SharedFile;
  };
  const scenes: LeakPage['scenes'] = {
    async joins(room) {
      const ann = call(room, 'Ann');
      await ann.join();
      await ann.leave();
    },
    async guests(room, turn) {
      const [ann, ben] = await two(room);
      await (turn % 2 === 0 ? ben : ann).leave();
      await (turn % 2 === 0 ? ann : ben).leave();
    },
    async cameras(room) {
      const [ann, ben] = await two(room);
      const cameras = ann.snapshot.devices.cameras;
      for (const { deviceId } of cameras) await ann.selectDevice('camera', deviceId);
      // In the middle of the last one.
      void ann.selectDevice('camera', cameras[0]?.deviceId ?? '').catch(() => undefined);
      await Promise.all([ann.leave(), ben.leave()]);
    },
    async screens(room, turn) {
      const [ann, ben] = await two(room);
      const sharing = ann.shareScreen(true).catch(() => undefined);
      if (turn % 2 === 0) await sharing;
      await Promise.all([ann.leave(), ben.leave()]);
      await sharing;
    },
    async files(room, turn) {
      const [ann, ben] = await two(room);
      await ann.sendFile(file());
      const { accept } = await offered(ben);
      await accept();
      await until(() => (ben.snapshot.files[0]?.bytes ?? 0) > 0);
      if (turn % 3 === 0) ben.snapshot.files[0]?.cancel();
      if (turn % 3 === 1) ann.snapshot.files[0]?.cancel();
      await Promise.all([ann.leave(), ben.leave()]);
    },
    async removals(room, turn) {
      const ben = call(room, 'Ben');
      await ben.join();
      const tag = note(document.createElement('noom-room'));
      Object.assign(tag, { room, displayName: 'Ann', autojoin: true });
      document.body.append(tag);
      note(tag.call);
      const stages = [
        () => Promise.resolve(),
        () => until(() => ['connecting', 'joined'].includes(tag.snapshot.state)),
        () => until(() => tag.snapshot.state === 'joined'),
        () => until(() => ben.snapshot.participants.length === 2),
        async () => {
          await until(() => isConnected(tag.call) && isConnected(ben));
          await ben.sendFile(file());
          const { accept } = await offered(tag.call);
          await accept();
        },
      ];
      await stages[turn % stages.length]?.();
      tag.remove();
      await until(() => ['left', 'idle', 'prejoin'].includes(tag.snapshot.state));
      await ben.leave();
    },
  };
  Object.assign(window, { kit, scenes, made });
}
