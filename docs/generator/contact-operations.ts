import { z } from 'zod';
import * as contacts from '#contract/contacts';
import { members, type Operation } from './operation.ts';

const noContact = { 404: 'There is no such contact.' };

export const contactOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/contacts',
    summary: 'Contacts by name, with what their conversations add',
    roles: members,
    query: contacts.contactQuery,
    status: 200,
    answer: contacts.contactPage,
  },
  {
    method: 'post',
    path: '/api/contacts',
    summary: 'Write down somebody who has not written yet',
    roles: members,
    body: contacts.createContactRequest,
    status: 201,
    answer: contacts.contactResponse,
    problems: { 409: 'A contact has this number, or one of its other spellings: `contactId` says which.' },
  },
  {
    method: 'post',
    path: '/api/contacts/run-agent',
    summary:
      'Have the bot write to contacts first, at the pace of bulk messages; how far it is follows in `contact:updated`',
    roles: members,
    body: contacts.runAgentRequest,
    status: 200,
    answer: contacts.runAgentResponse,
  },
  {
    method: 'post',
    path: '/api/contacts/run-agent/preview',
    summary: 'What would come of it: through which lines, what is said, until when, and who cannot be written to',
    roles: members,
    body: contacts.runAgentRequest,
    status: 200,
    answer: contacts.runAgentPreviewResponse,
  },
  {
    method: 'post',
    path: '/api/contacts/{id}/run-agent',
    summary:
      'Have the bot write to a contact first; nothing changes while it is about to, or within a day of it unanswered',
    roles: members,
    status: 200,
    answer: contacts.contactResponse,
    problems: { ...noContact, 409: 'The bot cannot write to them: `reason` says why.' },
  },
  {
    method: 'get',
    path: '/api/contacts/counts',
    summary: 'How many contacts a choice is about, by stage',
    roles: members,
    query: contacts.contactChoice,
    status: 200,
    answer: contacts.contactCounts,
  },
  {
    method: 'get',
    path: '/api/contacts/export.csv',
    summary: 'The contacts of a choice, as CSV in Spanish or with `language=en` in English',
    roles: members,
    query: contacts.contactChoice,
    status: 200,
    answer: z.string(),
    mediaType: 'text/csv',
  },
  {
    method: 'get',
    path: '/api/contacts/{id}',
    summary: 'One contact',
    roles: members,
    status: 200,
    answer: contacts.contactResponse,
    problems: noContact,
  },
  {
    method: 'patch',
    path: '/api/contacts/{id}',
    summary: 'Write down a name, a stage, notes and fields',
    roles: members,
    body: contacts.updateContactRequest,
    status: 200,
    answer: contacts.contactResponse,
    problems: { ...noContact, 409: 'The contact no longer has this `version`.' },
  },
  {
    method: 'get',
    path: '/api/contacts/{id}/files',
    summary: 'Messages with a file from all conversations with a contact, newest first',
    roles: members,
    query: contacts.contactFileQuery,
    status: 200,
    answer: contacts.contactFilePage,
    problems: noContact,
  },
];
