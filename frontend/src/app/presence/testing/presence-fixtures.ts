import type { EventData, PresentUser } from '#contract/events';

/** A colleague who is online. */
export function aColleague(userId: string, name: string, changes: Partial<PresentUser> = {}): PresentUser {
  return { userId, name, online: true, viewing: null, ...changes };
}

export function presenceChanged(users: PresentUser[], complete?: boolean): EventData<'presence:changed'> {
  return { clientCode: 'demo', at: '2026-01-01T00:00:00.000Z', users, ...(complete && { complete }) };
}
