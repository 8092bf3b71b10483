import { cloudApiCheckName } from '#contract/cloud-api';
import en from '../../../../public/i18n/whatsapp-sessions/en.json';
import es from '../../../../public/i18n/whatsapp-sessions/es.json';
import { kindOfDetail, wordOfCheck } from './check-words';

/** What the server finds of each, beside that it is good: a reason, or that it waits. */
const findings = {
  access_token: ['expires', 'missing', 'token_expired', 'token_invalid', 'unreachable', 'no_answer', 'refused'],
  permissions: ['permission_missing'],
  phone_number: ['number_unknown', 'account_restricted'],
  business_account: ['number_elsewhere'],
  app_secret: ['secret_wrong'],
  registered: ['number_not_registered'],
  public_address: ['public_url_missing', 'public_url_insecure'],
  webhook_verified: ['waiting'],
  subscribed: ['not_subscribed', 'subscribed_elsewhere'],
  webhook_seen: ['waiting'],
} as const;

function textAt(texts: unknown, key: string): unknown {
  return key.split('.').reduce((inside, part) => (inside as Record<string, unknown> | undefined)?.[part], texts);
}

describe('The words of a check', () => {
  for (const [language, texts] of Object.entries({ es, en })) {
    it(`are there in ${language} for each, whatever comes of it`, () => {
      for (const name of cloudApiCheckName.options) {
        const found = findings[name].map((reason) =>
          reason === 'waiting'
            ? wordOfCheck({ name, outcome: 'waiting' })
            : wordOfCheck({ name, outcome: 'failed', reason }),
        );
        const words = [wordOfCheck({ name, outcome: 'passed' }), wordOfCheck({ name, outcome: 'unknown' }), ...found];
        for (const key of [`cloud.check.${name}.title`, ...words]) {
          expect(textAt(texts, key)).withContext(key).toEqual(jasmine.any(String));
        }
      }
    });
  }

  it('say a time and a number as people read them, and else what Meta said', () => {
    const kinds = [
      kindOfDetail({ name: 'access_token', outcome: 'passed', reason: 'expires' }),
      kindOfDetail({ name: 'phone_number', outcome: 'passed' }),
      kindOfDetail({ name: 'phone_number', outcome: 'failed', reason: 'refused' }),
    ];
    expect(kinds).toEqual(['time', 'number', 'words']);
  });
});
