import type { Role } from '#contract/accounts';

/** One of the screens a person goes to and fro between. */
export interface Section {
  readonly path: string;
  /** A translation key. */
  readonly name: string;
  readonly icon: 'chat' | 'dashboard' | 'bulkMessages' | 'contacts' | 'whatsapp' | 'bot' | 'clients' | 'settings';
  readonly roles: readonly Role[];
}

const sections: readonly Section[] = [
  { path: '/chat', name: 'pages.chat', icon: 'chat', roles: ['agent', 'admin'] },
  { path: '/dashboard', name: 'pages.dashboard', icon: 'dashboard', roles: ['agent', 'admin'] },
  { path: '/bulk-messages', name: 'pages.bulkMessages', icon: 'bulkMessages', roles: ['agent', 'admin'] },
  { path: '/contacts', name: 'pages.contacts', icon: 'contacts', roles: ['agent', 'admin'] },
  { path: '/whatsapp', name: 'pages.whatsapp', icon: 'whatsapp', roles: ['admin'] },
  { path: '/bot', name: 'pages.bot', icon: 'bot', roles: ['admin'] },
  { path: '/clients', name: 'pages.clients', icon: 'clients', roles: ['operator'] },
  { path: '/settings', name: 'pages.settings', icon: 'settings', roles: ['agent', 'admin', 'operator'] },
];

/** Those this role may open. */
export function sectionsOf(role: Role | undefined): readonly Section[] {
  return sections.filter(({ roles }) => role && roles.includes(role));
}
