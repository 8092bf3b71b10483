/** What keeps a server from being reached and what to change in `setting`, from what Node, fetch or Nodemailer reject with. */
export function whyUnreachable(error: unknown, setting: string): string {
  const codes = codesOf(error);
  const known = causes.find(({ codes: those }) => codes.some((code) => those.test(code)));
  const [code] = codes;
  if (known) return `${known.what}, so check ${known.change.replace('$setting', setting)}`;
  return `check ${setting}${code === undefined ? '' : ` (${code})`}`;
}

const causes = [
  {
    codes: /^(ENOTFOUND|EAI_|EDNS)/,
    what: 'its host has no address',
    change: 'the host in $setting and the DNS of this machine',
  },
  { codes: /^ECONNREFUSED/, what: 'nothing listens there', change: 'the host and the port in $setting' },
  {
    codes: /^(EHOSTUNREACH|ENETUNREACH|EACCES|EPERM)/,
    what: 'this machine has no way there',
    change: 'the host in $setting and the firewall',
  },
  {
    codes: /TIMEDOUT|TIMEOUT|^TimeoutError|^EABORT/,
    what: 'there was no answer in time',
    change: 'the host and the port in $setting and the firewall',
  },
  {
    codes: /CERT|TLS|SSL|SELF_SIGNED/,
    what: 'no TLS connection could be made',
    change: 'the port in $setting and the certificate of the server',
  },
  {
    codes: /^(ECONNRESET|ECONNECTION|EPIPE|EPROTOCOL|UND_ERR_SOCKET|HPE_)/,
    what: 'it broke off, or speaks something else',
    change: 'the port in $setting and whether TLS is wanted there',
  },
];

/** The innermost cause says most. Codes alone: a message may hold addresses. */
function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { cause, errors, originalCode, code, name } = error as Record<string, unknown>;
  const first = Array.isArray(errors) ? (errors[0] as unknown) : undefined;
  const own = [originalCode, code, name === 'TimeoutError' ? name : undefined];
  return [...codesOf(cause), ...codesOf(first), ...own.filter((each) => typeof each === 'string')];
}
