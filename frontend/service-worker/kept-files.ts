/** What the build puts in: the files of this version of the app, and a word that is another for every version. */
declare const BUILT: { version: string; files: readonly string[] };

const CACHE_PREFIX = 'condorito-';
/** Kept under this address, opened for every page: the app finds out itself which one is meant. */
const SHELL = '/';
/** A server that has not answered by then is as good as away: the app opens with what is kept, and says so. */
const PATIENCE_MS = 4_000;
/** Files whose names change with their content. */
const HASHED = /\/(chunk-[\w-]{8}\.js|[^/]+-[A-Z0-9]{8}\.\w+)$/;

const ownCache = CACHE_PREFIX + BUILT.version;
/** What a file is does not depend on who asks how. */
const OWN = { cacheName: ownCache, ignoreVary: true };

/** Fetches everything the app needs to open; a version of which something is missing is not taken. */
export async function keepFiles(): Promise<void> {
  const cache = await caches.open(ownCache);
  const requests = [SHELL, ...BUILT.files].map((path) => new Request(path, { cache: 'no-cache' }));
  await cache.addAll(requests);
}

/** Forgets what earlier versions have kept: no page uses them any more. */
export async function forgetEarlier(): Promise<void> {
  const names = await caches.keys();
  const earlier = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== ownCache);
  await Promise.all(earlier.map((name) => caches.delete(name)));
}

/** The answer to what a page asks for; undefined for what is the server's alone. */
export function answerTo(request: Request): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return undefined;
  const isOpened = request.mode === 'navigate';
  if (!isOpened && HASHED.test(pathname)) return fromCacheFirst(request);
  if (isOpened ? !isPage(pathname) : !BUILT.files.includes(pathname)) return undefined;
  return caches.match(isOpened ? SHELL : pathname, OWN).then((kept) => fromServerFirst(request, kept));
}

/** Files of messages are opened in tabs too; they are no pages. */
function isPage(pathname: string): boolean {
  return !/^\/(api|health|ready|metrics|webhooks|socket\.io)(\/|$)/.test(pathname);
}

async function fromCacheFirst(request: Request): Promise<Response> {
  const kept = await caches.match(request, OWN);
  return kept ?? fetch(request);
}

/** What the server says; `kept` where it says nothing in time, or cannot: a gateway that has lost its server says 502 to 504. */
async function fromServerFirst(request: Request, kept: Response | undefined): Promise<Response> {
  if (!kept) return fetch(request);
  try {
    const answer = await Promise.race([fetch(request), rejectLater()]);
    return answer.status < 500 ? answer : kept;
  } catch {
    return kept;
  }
}

function rejectLater(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => {
      reject(new Error('The server does not answer.'));
    }, PATIENCE_MS);
  });
}
