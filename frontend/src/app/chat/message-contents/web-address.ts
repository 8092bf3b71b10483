/** An address somebody else gave, where it leads to the web and nowhere else; null for anything that is none. */
export function webAddress(address: string | undefined): URL | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
}
