export { Accounts, type AccountsOptions } from './accounts.ts';
export type { SignInLimits } from './sign-in-limits.ts';
