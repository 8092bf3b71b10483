/** The origin an endpoint of the settings stands for; the empty one is the page's own. Null when it is no address. */
export function originOf(endpoint: string, pageOrigin: string): string | null {
  if (endpoint === '') return pageOrigin;
  return URL.canParse(endpoint) ? new URL(endpoint).origin : null;
}

/** An address without what may be secret in it: name and password, query, fragment. */
export function shownAddress(endpoint: string, pageOrigin: string): string {
  if (endpoint === '') return pageOrigin;
  if (!URL.canParse(endpoint)) return endpoint.replace(/[?#].*$/s, '');
  const { origin, pathname } = new URL(endpoint);
  return origin + (pathname === '/' ? '' : pathname);
}
