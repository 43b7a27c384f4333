import type { NoomRoom } from '../../../src/components/index.js';
import { until } from '../../harness/until.js';
import type { Look, RoomInMemory, Tag } from './cases/entry.js';
import { find } from './inside.js';

/** People of no English name, so that every English word in a tag is the kit's; one name is long. */
export const JUN = '이준';
export const SEOYEON = '박서연';
export const LONG = '남궁민수라는이름은띄어쓰기없이아주길게적을수있습니다';
export const LONG_WORD = '가나다라마바사'.repeat(20);

/** A picker of devices, which also shows something. */
export const picker = (title: string, attributes: string, ...shows: string[]): Look => ({
  title,
  attributes,
  shows: ['select:enabled', ...shows],
});

/** The local participant becomes a moderator, unless they came first and are host. */
export async function moderate({ snapshot }: NoomRoom, { participants }: RoomInMemory['memory']): Promise<void> {
  if (snapshot.self.role !== 'host') await participants[0]?.call.setRole(snapshot.self.id, 'cohost');
}

/** The reader of a chat has scrolled to older messages, and new ones come. */
export async function readFurtherUp(tag: Tag, { memory }: RoomInMemory): Promise<void> {
  const [jun] = memory.participants;
  for (let line = 0; line < 20; line += 1) await jun?.say('안녕하세요');
  const list = (): HTMLElement | undefined => find(tag, '.list');
  await until(() => (list()?.scrollTop ?? 0) > 200);
  list()?.scrollTo({ top: 0 });
  list()?.dispatchEvent(new Event('scroll'));
  await jun?.say('새 소식');
}
