import type { Role } from '#contract/accounts';

export interface SettingsSection {
  /** Its place in the address, and the key of its texts. */
  readonly path: 'profile' | 'notifications' | 'appearance' | 'users' | 'team' | 'labels' | 'canned-replies';
  readonly roles: readonly Role[];
}

/** What can be set, in the order in which it is listed: what is one's own, then the team's. */
export const settingsSections: readonly SettingsSection[] = [
  { path: 'profile', roles: ['agent', 'admin', 'operator'] },
  { path: 'notifications', roles: ['agent', 'admin'] },
  { path: 'appearance', roles: ['agent', 'admin', 'operator'] },
  { path: 'users', roles: ['admin'] },
  { path: 'team', roles: ['admin'] },
  { path: 'labels', roles: ['agent', 'admin'] },
  { path: 'canned-replies', roles: ['agent', 'admin'] },
];
