import { webhookContact, type Change, type KnownPerson, type Metadata } from './envelope.ts';

/** Somebody stops or resumes marketing: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences */
export function preferenceChange(
  metadata: Metadata,
  person: KnownPerson,
  { wanted, at }: { wanted: boolean; at: number },
): Change {
  const preference = {
    ...(person.waId !== undefined && { wa_id: person.waId }),
    ...(person.userId !== undefined && { user_id: person.userId }),
    detail: `User requested to ${wanted ? 'resume' : 'stop'} marketing messages`,
    category: 'marketing_messages',
    value: wanted ? 'resume' : 'stop',
    timestamp: Math.floor(at / 1000),
  };
  const contacts = [webhookContact(person)];
  const value = { messaging_product: 'whatsapp', metadata, contacts, user_preferences: [preference] };
  return { field: 'user_preferences', value };
}
