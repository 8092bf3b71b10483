import type { IncomingHttpHeaders } from 'node:http';
import type { Request, RequestHandler } from 'express';
import type { Role, SignedInUser } from '#contract/accounts';
import type { SignInEnd } from '#contract/http';
import { HttpProblem } from './http-problem.ts';

export const SIGN_IN_COOKIE = 'condorito_sign_in';

/** A person's log-in, as a request or a socket carries it. */
export interface SignIn {
  signInId: string;
  user: SignedInUser;
}

/** Resolves to nothing for a token that is unknown, expired or ended. */
export type Authenticate = (token: string) => Promise<SignIn | undefined>;

/** Why the sign-in of a token was ended; undefined where it was not, or nobody remembers. */
export type WhyEnded = (token: string) => SignInEnd | undefined;

export interface Credential {
  token: string;
  from: 'bearer' | 'cookie';
}

const signIns = new WeakMap<Request, SignIn>();
const ends = new WeakMap<Request, SignInEnd>();

/** What the headers bring along: a `Bearer` token goes before the cookie. A token in an address is never read. */
export function readCredential(headers: IncomingHttpHeaders): Credential | undefined {
  const bearer = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer) return { token: bearer, from: 'bearer' };
  const cookie = headers.cookie?.split(';').find((pair) => pair.trim().startsWith(`${SIGN_IN_COOKIE}=`));
  const token = cookie?.trim().slice(SIGN_IN_COOKIE.length + 1);
  return token && token.length <= 200 ? { token, from: 'cookie' } : undefined;
}

/** Looks up who is calling, for `signedIn` and `requireRole` further on. */
export function recognise(authenticate: Authenticate, whyEnded: WhyEnded): RequestHandler {
  return async (request, _response, next) => {
    const credential = readCredential(request.headers);
    const signIn = credential && (await authenticate(credential.token));
    const ended = credential && !signIn ? whyEnded(credential.token) : undefined;
    if (signIn) signIns.set(request, signIn);
    if (ended) ends.set(request, ended);
    next();
  };
}

export function isSignedIn(request: Request): boolean {
  return signIns.has(request);
}

/** Who is calling; throws 401 when nobody is signed in, with the reason for whoever was. */
export function signedIn(request: Request): SignIn {
  const signIn = signIns.get(request);
  if (signIn) return signIn;
  const ended = ends.get(request);
  throw new HttpProblem('unauthorized', undefined, {
    headers: { 'WWW-Authenticate': 'Bearer' },
    ...(ended && { members: { ended } }),
  });
}

/** Who is calling, for routes about a client's content; throws 403 for an operator, who belongs to no client. */
export function signedInMember(request: Request): SignIn & { clientCode: string } {
  const signIn = signedIn(request);
  const { clientCode } = signIn.user;
  if (clientCode === null) throw new HttpProblem('forbidden', 'An operator sees no content of a client.');
  return { ...signIn, clientCode };
}

/** Lets only these roles pass: 401 for nobody, 403 for another role. */
export function requireRole(...roles: Role[]): RequestHandler {
  return (request, _response, next) => {
    const { role } = signedIn(request).user;
    if (!roles.includes(role)) throw new HttpProblem('forbidden', `This is for: ${roles.join(', ')}.`);
    next();
  };
}
