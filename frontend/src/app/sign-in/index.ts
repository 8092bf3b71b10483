export { expiredSignIn } from './expired-sign-in';
export { forRoles, signedIn, signedOut } from './guards';
export { homeOf } from './home';
export { provideSignIn } from './provide-sign-in';
export { SignInStore } from './sign-in-store';
