import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { botWith, ruleSaying } from '../backend/test/bot/bot-bodies.ts';
import type { TestUser } from '../backend/test/support/index.ts';
import { CloudBench, SHOP } from '../backend/test/whatsapp/cloud-bench.ts';
import type { Person } from '../lab/graph-api/index.ts';
import { short } from './support/form.ts';
import { report } from './support/report.ts';

const CONTACTS = short(100, 1_000);
const LIMIT_MS = short(120_000, 900_000);
const STEP_MS = 200;
/** As a client that has decided nothing about it, a little faster. */
const humanizer = {
  enabled: true,
  readingSpeed: 30,
  typingSpeed: 10,
  spread: 0.3,
  readingSeconds: { from: 1, to: 3 },
  typingSeconds: { from: 1, to: 3 },
};

describe('Contacts who all write to the bot at once', { timeout: LIMIT_MS }, () => {
  let bench: CloudBench;
  let admin: TestUser;
  let people: Person[];

  before(async () => {
    bench = await CloudBench.start();
    admin = await bench.application.createClient('acme');
    await bench.open(admin);
    const rule = ruleSaying('Hola, {{1}}', { when: { kind: 'pattern', pattern: 'soy (\\d+)' } });
    await admin.api.put('/bot', botWith([rule], { enabled: true, humanizer })).expect(200);
    people = Array.from({ length: CONTACTS }, (_, index) =>
      bench.graph.createPerson({ phoneNumber: `5730${String(10_000_000 + index)}`, name: `P ${String(index)}` }),
    );
  });
  after(() => bench.stop());

  it('are answered once each, with what is theirs', { timeout: LIMIT_MS }, async (t) => {
    const began = performance.now();
    const answered = people.map((person, index) =>
      person.untilLine(SHOP, ({ text }) => text === `Hola, ${String(index)}`),
    );
    await Promise.all(people.map((person, index) => person.sendText(SHOP, `Hola, soy ${String(index)}`)));
    await bench.time.passUntil(Promise.all(answered), STEP_MS, () => admin.api.get('/auth/me').expect(200));
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    await bench.time.passUntil(admin.api.get('/auth/me').expect(200), 60_000, () => admin.api.get('/auth/me'));
    for (const [index, person] of people.entries()) {
      const got = person.chat(SHOP).filter(({ fromMe }) => !fromMe);
      assert.deepEqual(
        got.map(({ text }) => text),
        [`Hola, ${String(index)}`],
      );
    }
    report(t, {
      row: '13',
      what: `${String(CONTACTS)} contacts who write to the bot at once, over the Cloud API`,
      counts: `each answered once, with what is theirs, in ${seconds} s`,
      holds: true,
    });
  });
});
