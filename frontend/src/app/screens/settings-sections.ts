import type { Role } from '#contract/accounts';

export interface SettingsSection {
  /** Its place in the address, and the key of its texts. */
  readonly path:
    'profile' | 'notifications' | 'appearance' | 'users' | 'team' | 'opt-outs' | 'labels' | 'canned-replies';
  readonly roles: readonly Role[];
}

/** In the order in which they are listed: what is one's own, then the team's. */
const sections: readonly SettingsSection[] = [
  { path: 'profile', roles: ['agent', 'admin', 'operator'] },
  { path: 'notifications', roles: ['agent', 'admin'] },
  { path: 'appearance', roles: ['agent', 'admin', 'operator'] },
  { path: 'users', roles: ['admin'] },
  { path: 'team', roles: ['admin'] },
  { path: 'opt-outs', roles: ['admin'] },
  { path: 'labels', roles: ['agent', 'admin'] },
  { path: 'canned-replies', roles: ['agent', 'admin'] },
];

/** What this role can set. */
export function settingsSectionsOf(role: Role | undefined): readonly SettingsSection[] {
  return sections.filter(({ roles }) => role && roles.includes(role));
}
