import type { Role } from '#contract/accounts';

export interface SettingsSection {
  /** Its place in the address, and the key of its texts. */
  readonly path: 'profile' | 'labels' | 'canned-replies' | 'notifications' | 'appearance';
  readonly roles: readonly Role[];
}

/** What can be set, in the order in which it is listed. */
export const settingsSections: readonly SettingsSection[] = [
  { path: 'profile', roles: ['agent', 'admin', 'operator'] },
  { path: 'labels', roles: ['agent', 'admin'] },
  { path: 'canned-replies', roles: ['agent', 'admin'] },
  { path: 'notifications', roles: ['agent', 'admin'] },
  { path: 'appearance', roles: ['agent', 'admin', 'operator'] },
];
