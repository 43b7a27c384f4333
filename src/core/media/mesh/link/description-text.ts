/** Which side begins the DTLS handshake: settled by the first answer of a connection, and the same in each later one. */
export type DtlsRole = 'active' | 'passive';

/** The session that a description belongs to, and so the connection: its number in the line `o=` (RFC 8829, section 5.2.1). */
export function sessionOf(sdp: string): string | null {
  return /^o=\S+ (\S+)/m.exec(sdp)?.[1] ?? null;
}

/**
 * The exchange that a description belongs to: its line `o=`, whose version grows with each one. A description that is
 * sent again has the same, also with more candidates in it.
 */
export function originOf(sdp: string): string | undefined {
  return /^o=.*/m.exec(sdp)?.[0];
}

/** Whether Firefox made a description: it names itself where others write `-` (RFC 8829, section 5.2.1). */
export function isOfFirefox(sdp: string): boolean {
  return /^o=mozilla/m.test(sdp);
}

/** How many sections a description has. */
export function countSections(sdp: string): number {
  return sdp.match(/^m=/gm)?.length ?? 0;
}

/** By which credentials ICE runs, those of the first section: other ones after each restart. */
export function credentialsOf(sdp: string): string | null {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? null;
}

/** The DTLS role of the side whose answer it is; `null` where the answer says none. */
export function roleOf(answer: string): DtlsRole | null {
  return (/^a=setup:(active|passive)\s*$/m.exec(answer)?.[1] as DtlsRole | undefined) ?? null;
}

/**
 * The answer with this DTLS role. Firefox writes `active` into every answer, also where its role is `passive` since the first one, and
 * Chromium then refuses the answer: RFC 8842, section 5.5, wants the role of the connection that goes on.
 */
export function withRole(answer: string, role: DtlsRole | null): string {
  return role === null ? answer : answer.replaceAll(/^a=setup:(?:active|passive)/gm, `a=setup:${role}`);
}

/** The role of the side opposite. */
export function oppositeRole(role: DtlsRole | null): DtlsRole | null {
  if (role === null) return null;
  return role === 'active' ? 'passive' : 'active';
}
