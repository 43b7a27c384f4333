/** Runs on the server: the room and the name are those of the request. */
export const load = ({ url }) => ({
  room: url.searchParams.get('room') ?? 'tea',
  name: url.searchParams.get('name') ?? '',
  autojoin: url.searchParams.has('autojoin'),
});
