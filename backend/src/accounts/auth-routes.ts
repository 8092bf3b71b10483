import { Router, type CookieOptions } from 'express';
import {
  changePasswordRequest,
  loginRequest,
  updateMeRequest,
  type LoginResponse,
  type MeResponse,
} from '#contract/accounts';
import { onlyMethods, parseBody, SIGN_IN_COOKIE, signedIn } from '../web/index.ts';
import type { SignInThrottle } from './sign-in-limits.ts';
import { SIGN_IN_DAYS, type SignIns } from './sign-ins.ts';
import type { Team } from './team.ts';

/** Signing in and out, and one's own account. `secure` where the app is reached over HTTPS. */
export function authRoutes(signIns: SignIns, team: Team, throttle: SignInThrottle, secure: boolean): Router {
  const router = Router();
  const cookie: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure };

  router
    .route('/auth/login')
    .post(async (request, response) => {
      const { email, password } = parseBody(loginRequest, request);
      const address = request.ip ?? '';
      await throttle.countTry(email, address);
      const { token, signIn } = await signIns.begin(email, password);
      await throttle.takeBack(email, address);
      response.cookie(SIGN_IN_COOKIE, token, { ...cookie, maxAge: SIGN_IN_DAYS * 86_400_000 });
      response.json({ token, user: signIn.user } satisfies LoginResponse);
    })
    .all(onlyMethods('POST'));

  router
    .route('/auth/me')
    .get((request, response) => {
      response.json({ user: signedIn(request).user } satisfies MeResponse);
    })
    .patch(async (request, response) => {
      const { user } = signedIn(request);
      const { name } = parseBody(updateMeRequest, request);
      await team.rename(user, name);
      response.json({ user: { ...user, name } } satisfies MeResponse);
    })
    .all(onlyMethods('GET', 'PATCH'));

  router
    .route('/auth/me/password')
    .post(async (request, response) => {
      const signIn = signedIn(request);
      const { currentPassword, newPassword } = parseBody(changePasswordRequest, request);
      const address = request.ip ?? '';
      // Whoever sits down at a computer left open shall not guess the password either.
      await throttle.countTry(signIn.user.email, address);
      await signIns.changePassword(signIn, currentPassword, newPassword);
      await throttle.takeBack(signIn.user.email, address);
      response.status(204).end();
    })
    .all(onlyMethods('POST'));

  router
    .route('/auth/logout')
    .post(async (request, response) => {
      await signIns.end(signedIn(request).signInId);
      response.clearCookie(SIGN_IN_COOKIE, cookie).status(204).end();
    })
    .all(onlyMethods('POST'));

  return router;
}
