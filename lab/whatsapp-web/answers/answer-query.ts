import { answerAccountQuery } from './account-answers.ts';
import { answerGroupQuery } from './group-answers.ts';
import { answerKeyQuery } from './key-answers.ts';
import { answerUserQuery } from './user-answers.ts';
import { EMPTY, NOT_IMPLEMENTED, type Answer, type Query } from './query.ts';

/** Answers every question, so that Baileys never waits for its time limit: what is unknown gets an error or nothing. */
export function answerQuery(query: Query): Answer {
  const { xmlns, type } = query.iq.attrs;
  if (xmlns === 'encrypt') return answerKeyQuery(query);
  if (xmlns === 'usync') return answerUserQuery(query);
  if (xmlns === 'w:g2') return answerGroupQuery(query);
  return answerAccountQuery(query) ?? (type === 'set' ? EMPTY : NOT_IMPLEMENTED);
}
