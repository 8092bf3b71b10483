import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

const LISTED = 'https://app.condorito.test';

for (const transport of ['websocket', 'polling'] as const) {
  describe(`The handshake over ${transport}`, () => {
    let application: TestApplication;
    let one: TestUser;
    let two: TestUser;

    before(async () => {
      application = await startTestApplication({ environment: { CORS_ORIGINS: LISTED } });
      one = await application.createClient('one');
      two = await application.createClient('two');
    });
    after(() => application.stop());

    const open = (auth: Record<string, unknown> | undefined, headers?: Record<string, string>) =>
      application.socket(undefined, {
        transports: [transport],
        ...(auth ? { auth } : {}),
        ...(headers ? { headers } : {}),
      });

    it('takes a token, alone or with the words that belong to it', async () => {
      await open({ token: one.token });
      await open({ token: one.token, clientId: one.user.id, clientCode: 'one' });
    });

    it('refuses missing, forged and malformed tokens', async () => {
      const forged = one.token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
      for (const auth of [{}, { token: forged }, { token: '' }, { token: 7 }, { token: 'x'.repeat(5_000) }]) {
        await assert.rejects(open(auth), /^Error: unauthorized$/);
      }
    });

    it('refuses the word of another user or client', async () => {
      const wrong = [{ clientId: two.user.id }, { clientCode: 'two' }, { clientId: one.user.id, clientCode: 'two' }];
      for (const words of wrong)
        await assert.rejects(open({ token: one.token, ...words }), /^Error: forbidden_client$/);
    });

    it('takes the own origin and listed ones', async () => {
      await open({ token: one.token }, { origin: application.url });
      await open({ token: one.token }, { origin: LISTED });
      await open(undefined, { origin: application.url, cookie: `condorito_sign_in=${one.token}` });
    });

    it('refuses every other origin, with the token and with the cookie', async () => {
      const origins = [
        'null',
        'https://evil.test',
        'https://app.condorito.test.evil.test',
        'https://evil-app.condorito.test',
        'http://app.condorito.test',
        'https://app.condorito.test:444',
        'https://APP.condorito.test',
        'http://localhost:4200',
        application.url.replace('http:', 'https:'),
        `${application.url}0`,
      ];
      for (const origin of origins) {
        await assert.rejects(open({ token: one.token }, { origin }), /^Error: forbidden_origin$/, origin);
        const cookie = `condorito_sign_in=${one.token}`;
        await assert.rejects(open(undefined, { origin, cookie }), /^Error: forbidden_origin$/, origin);
      }
    });

    it('refuses the cookie where nothing says which page brought it', async () => {
      await assert.rejects(open(undefined, { cookie: `condorito_sign_in=${one.token}` }), /^Error: forbidden_origin$/);
    });
  });
}

describe('A polling browser on the own origin', () => {
  it('is known by Sec-Fetch-Site, because it sends no Origin with a GET', async () => {
    const application = await startTestApplication();
    try {
      const { token } = await application.createClient('one');
      const cookie = `condorito_sign_in=${token}`;
      const open = (site: string) =>
        application.socket(undefined, { transports: ['polling'], headers: { cookie, 'sec-fetch-site': site } });
      await open('same-origin');
      await assert.rejects(open('same-site'), /forbidden_origin/);
      await assert.rejects(open('cross-site'), /forbidden_origin/);
    } finally {
      await application.stop();
    }
  });
});
