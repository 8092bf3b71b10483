export { SignInStore } from './sign-in-store';
