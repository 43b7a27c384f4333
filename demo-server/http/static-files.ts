import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { KIT_HEADERS, WORD_HEADERS, pageHeaders } from './security-headers.js';

/** A folder whose files are served. */
export interface StaticFolder {
  path: string;
  /** Below which address, with a slash at both ends; by default `/`. */
  at?: string;
  /** Sent with each of its files. */
  headers: Readonly<Record<string, string>>;
  /** Whether a file is public, by its path below the folder. */
  serves(relativePath: string): boolean;
  /** Whether a file is named by its content, so that it never changes. */
  lasts?(relativePath: string): boolean;
  /** The page in it for a reader who asks for one that is not there. */
  missingPage?: string;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSIBLE = /^(text|application)\/|svg/;
/** The names of the kit's chunks have a hash of their content. */
const NAMED_BY_CONTENT = /^noom-.+-[\w-]{8}\.js$/;

/** Whether browsers are told what a file is, by the end of its name; others are not public. */
export function isTyped(file: string): boolean {
  return extname(file) in CONTENT_TYPES;
}

/**
 * The demo pages.
 * @param connectSources where they connect to, beside this server and WebSockets.
 */
export function pagesFolder(path: string, connectSources: readonly string[] = []): StaticFolder {
  return { path, headers: pageHeaders(connectSources), serves: isTyped };
}

/** The built kit: the scripts directly in its folder, and nothing of the folders below. */
export function kitFolder(path: string): StaticFolder {
  return {
    path,
    headers: KIT_HEADERS,
    serves: (file) => /^[^\\/]+\.js(\.map)?$/.test(file),
    lasts: (file) => NAMED_BY_CONTENT.test(file),
  };
}

interface Found {
  path: string;
  /** Below its folder. */
  relativePath: string;
  folder: StaticFolder;
  sizeBytes: number;
  etag: string;
}

/** Answers with the file that a GET or HEAD names; the first folder that has it wins. Returns whether there was one. */
export async function serveFile(
  folders: readonly StaticFolder[],
  urlPath: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const file = await find(folders, urlPath);
  if (file) await send(file, 200, request, response);
  else if (!(await redirectToFolder(folders, urlPath, response))) {
    const page = await findMissingPage(folders, urlPath, request);
    if (page) await send(page, 404, request, response);
    return page !== null;
  }
  return true;
}

async function send(file: Found, status: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const type = CONTENT_TYPES[extname(file.path)] ?? 'application/octet-stream';
  const isCompressed = COMPRESSIBLE.test(type) && acceptsGzip(request.headers['accept-encoding']);
  for (const [name, value] of Object.entries(file.folder.headers)) response.setHeader(name, value);
  response.setHeader('content-type', type);
  response.setHeader('etag', file.etag);
  response.setHeader('vary', 'accept-encoding');
  response.setHeader('cache-control', cachingOf(file));
  const known = request.headers['if-none-match'];
  if (status === 200 && (known === '*' || known?.includes(file.etag))) {
    response.writeHead(304).end();
    return;
  }
  const compressed = isCompressed ? await compress(file) : null;
  if (compressed) response.setHeader('content-encoding', 'gzip');
  response.setHeader('content-length', compressed?.length ?? file.sizeBytes);
  response.writeHead(status);
  if (request.method === 'HEAD') response.end();
  else if (compressed) response.end(compressed);
  else await pipeline(createReadStream(file.path), response);
}

/** The address of a folder without its last slash leads to its start page, whose links are relative to it. */
async function redirectToFolder(
  folders: readonly StaticFolder[],
  urlPath: string,
  response: ServerResponse,
): Promise<boolean> {
  if (urlPath.endsWith('/') || !(await find(folders, `${urlPath}/`))) return false;
  // Made anew of its segments: two slashes at its start would lead to another server.
  const location = `/${segmentsOf(urlPath).map(encodeURIComponent).join('/')}/`;
  response.writeHead(308, { ...WORD_HEADERS, location }).end();
  return true;
}

/** For readers alone: a script or a picture that is missing is none. */
async function findMissingPage(
  folders: readonly StaticFolder[],
  urlPath: string,
  { headers }: IncomingMessage,
): Promise<Found | null> {
  if (headers.accept?.includes('text/html') !== true) return null;
  for (const { at = '/', missingPage } of folders) {
    const page = missingPage !== undefined && urlPath.startsWith(at) ? await find(folders, at + missingPage) : null;
    if (page) return page;
  }
  return null;
}

/** A file named by its content never changes; all others are revalidated each time, so that no two builds are mixed. */
function cachingOf({ relativePath, folder }: Found): string {
  const isLasting = folder.lasts?.(relativePath) === true;
  return isLasting ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** Whether a client names gzip, and not with the weight 0, by which it refuses it (RFC 9110, section 12.4.2). */
function acceptsGzip(encodings = ''): boolean {
  const gzip = encodings.split(',').find((encoding) => /^\s*gzip\s*(;|$)/i.test(encoding));
  return gzip !== undefined && !/;\s*q=0(\.0*)?\s*$/i.test(gzip);
}

const compressedFiles = new Map<string, { etag: string; body: Promise<Buffer> }>();

/** The file at the best compression: done once, and again only when it has changed. */
function compress({ path, etag }: Found): Promise<Buffer> {
  const known = compressedFiles.get(path);
  if (known?.etag === etag) return known.body;
  const body = readFile(path).then((content) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }));
  compressedFiles.set(path, { etag, body });
  // Removed between two reads: the next request reads again.
  body.catch(() => compressedFiles.delete(path));
  return body;
}

async function find(folders: readonly StaticFolder[], urlPath: string): Promise<Found | null> {
  const segments = segmentsOf(urlPath);
  // No segment may be a dot file or lead upwards, nor contain the separator of another system.
  if (segments.some((segment) => segment.startsWith('.') || /[\\\0]/.test(segment))) return null;
  for (const folder of folders) {
    const { at = '/' } = folder;
    const path = `/${segments.join('/')}${urlPath.endsWith('/') && segments.length > 0 ? '/' : ''}`;
    if (!path.startsWith(at)) continue;
    const base = path.slice(at.length).split('/').join(sep);
    const candidates = base === '' || base.endsWith(sep) ? [join(base, 'index.html')] : [base, `${base}.html`];
    for (const candidate of candidates) {
      const found = folder.serves(candidate) ? await statInside(folder, candidate) : null;
      if (found) return found;
    }
  }
  return null;
}

function segmentsOf(urlPath: string): string[] {
  return urlPath.split('/').filter((segment) => segment !== '');
}

async function statInside(folder: StaticFolder, relativePath: string): Promise<Found | null> {
  try {
    const root = await realpath(folder.path);
    // Resolved, so that no symbolic link leads out of the folder.
    const path = await realpath(join(root, relativePath));
    if (!path.startsWith(root + sep)) return null;
    const stats = await stat(path);
    if (!stats.isFile()) return null;
    const etag = `W/"${stats.size.toString(36)}-${Math.floor(stats.mtimeMs).toString(36)}"`;
    return { path, relativePath: relativePath.split(sep).join('/'), folder, sizeBytes: stats.size, etag };
  } catch {
    // Missing, or removed between two reads: the answer is the same.
    return null;
  }
}
