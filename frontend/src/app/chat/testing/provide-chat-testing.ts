import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import type { EnvironmentProviders, Provider } from '@angular/core';
import { computed, signal } from '@angular/core';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { provideTranslocoScope, type Translation } from '@jsverse/transloco';
import type { SignedInUser } from '#contract/accounts';
import es from '../../../../public/i18n/chat/es.json';
import choices from '../../../../public/i18n/choices/es.json';
import conversation from '../../../../public/i18n/conversation/es.json';
import contactCards from '../../../../public/i18n/contact-cards/es.json';
import agentRuns from '../../../../public/i18n/agent-runs/es.json';
import merging from '../../../../public/i18n/contact-merging/es.json';
import contactDeletion from '../../../../public/i18n/contact-deletion/es.json';
import contactPanel from '../../../../public/i18n/contact-panel/es.json';
import emojis from '../../../../public/i18n/emojis/es.json';
import locations from '../../../../public/i18n/locations/es.json';
import messageSearch from '../../../../public/i18n/message-search/es.json';
import newConversation from '../../../../public/i18n/new-conversation/es.json';
import numbers from '../../../../public/i18n/phone-numbers/es.json';
import stickers from '../../../../public/i18n/stickers/es.json';
import templates from '../../../../public/i18n/templates/es.json';
import voiceNote from '../../../../public/i18n/voice-note/es.json';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { provideNoDatabase } from '../../offline/testing/no-database';
import { SignInStore } from '../../sign-in';
import { TAB_LOCKS, TAB_USER } from '../../tabs';
import { CHAT_ROUTES } from '../chat-routes';
import { FakeRealtime, provideFakeRealtime } from './fake-realtime';

export const signedInUser: SignedInUser = {
  id: 'u1',
  name: 'Ana',
  email: 'ana@demo.test',
  role: 'admin',
  clientCode: 'demo',
};

/**
 * What the chat needs around it: Spanish texts, with those of other `scopes`, a signed-in admin alone in one tab that keeps
 * nothing, a server to answer for, and the events of `realtime`.
 */
export function provideChatTesting(
  realtime = new FakeRealtime(),
  scopes: Record<string, Translation> = {},
): (Provider | EnvironmentProviders)[] {
  const user = signal<SignedInUser | null>(signedInUser);
  return [
    provideHttpClient(),
    provideHttpClientTesting(),
    provideRouter([{ path: 'chat', children: CHAT_ROUTES }], withComponentInputBinding()),
    provideTestLanguages({
      'chat/es': es,
      'choices/es': choices,
      'conversation/es': conversation,
      'contact-cards/es': contactCards,
      'agent-runs/es': agentRuns,
      'contact-merging/es': merging,
      'contact-deletion/es': contactDeletion,
      'contact-panel/es': contactPanel,
      'emojis/es': emojis,
      'locations/es': locations,
      'message-search/es': messageSearch,
      'new-conversation/es': newConversation,
      'phone-numbers/es': numbers,
      'stickers/es': stickers,
      'templates/es': templates,
      'voice-note/es': voiceNote,
      ...scopes,
    }),
    provideTranslocoScope('chat', 'conversation'),
    provideFakeRealtime(realtime),
    { provide: SignInStore, useValue: { user, isAdmin: signal(true) } },
    { provide: TAB_USER, useValue: computed(() => user()?.id ?? null) },
    { provide: TAB_LOCKS, useValue: null },
    provideNoDatabase(),
  ];
}
