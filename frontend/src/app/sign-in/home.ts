import type { SignedInUser } from '#contract/accounts';

/** Where a person starts: an operator sees no client's content, so theirs is the list of clients. */
export function homeOf(user: Pick<SignedInUser, 'role'> | null): string {
  return user?.role === 'operator' ? '/clients' : '/chat';
}
