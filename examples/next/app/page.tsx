import { Call } from './call';

interface PageProps {
  searchParams: Promise<{ room?: string; name?: string; autojoin?: string }>;
}

/** Drawn on the server: the HTML has the tag with its room, its name and whether it joins. */
export default async function Page({ searchParams }: PageProps) {
  const { room = 'tea', name = '', autojoin } = await searchParams;
  return <Call room={room} name={name} autojoin={autojoin !== undefined} />;
}
