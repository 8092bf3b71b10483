/**
 * Whether a browser's push service is one that this installation sends to. A browser names the address itself: without a
 * list of hosts it could have the server call any.
 *
 * @param services Host names; one that begins with a dot stands for all below it.
 */
export function isPushService(endpoint: string, services: readonly string[]): boolean {
  const { hostname, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  return services.some((service) => (service.startsWith('.') ? hostname.endsWith(service) : hostname === service));
}
