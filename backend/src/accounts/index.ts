export { Accounts, type AccountsOptions } from './accounts.ts';
export type { PasswordCost } from './passwords.ts';
export type { SignInLimits } from './sign-in-limits.ts';
export { changeTimeZone, readTimeZone } from './client-store.ts';
export { findUser, isActiveUser } from './user-store.ts';
