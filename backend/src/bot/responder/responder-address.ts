import { isIP } from 'node:net';
import { isInside } from './inside-addresses.ts';

/** Where a responder is asked; `isAllowedInside` where the operator has named its host. */
export interface ResponderAddress {
  url: URL;
  isAllowedInside: boolean;
}

/**
 * The address of chat completions below what an admin has written, or why it may not be called. Where its name leads is looked
 * at again when it is called.
 */
export function responderAddress(
  written: string,
  insideHosts: readonly string[],
): ResponderAddress | { fault: string } {
  if (!URL.canParse(written)) return { fault: 'Use an address such as https://api.openai.com/v1.' };
  const url = new URL(written);
  const isAllowedInside = insideHosts.includes(url.host);
  if (url.username !== '' || url.password !== '')
    return { fault: 'Give the key in its own field, not in the address.' };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isAllowedInside)) return { fault: 'Use https://.' };
  if (url.search !== '' || url.hash !== '') return { fault: 'Leave out what stands behind a "?" or "#".' };
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (!isAllowedInside && isIP(hostname) !== 0 && isInside(hostname))
    return { fault: 'This address is within the network of the server.' };
  url.pathname = `${url.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '')}/chat/completions`;
  return { url, isAllowedInside };
}
