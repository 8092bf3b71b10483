import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { learnAddresses } from '../../src/conversations/index.ts';
import { BotOffice, CLIENT, QUIET_MINUTES, THOUGHT_S } from './bot-office.ts';

const SECOND = 1_000;
const PEOPLE = 2;
/** Nobody answers as fast as this; a machine does. */
const HUMAN_MS = 4 * SECOND;

type Step =
  | { kind: 'message'; person: number; repeat: boolean }
  | { kind: 'answer'; person: number }
  | { kind: 'pass'; seconds: number }
  | { kind: 'restart' }
  | { kind: 'switch'; enabled: boolean }
  | { kind: 'switchHere'; person: number; enabled: boolean };

const person = fc.nat(PEOPLE - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('message' as const), person, repeat: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.constant(61) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer' as const), person }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('switch' as const), enabled: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('switchHere' as const), person, enabled: fc.boolean() }),
  },
);

function addressOf(person: number): { phoneNumber: string } {
  return { phoneNumber: `57300111000${String(person)}` };
}

/** What is to be said in one conversation, told in the plainest way. */
class Expected {
  readonly authors: string[] = [];
  #owedSince: number | undefined;
  #answeredAt = -Infinity;
  #repliedAt = -Infinity;
  isOn = true;

  hear(now: number, isBotOn: boolean): void {
    this.authors.push('contact');
    if (isBotOn && this.isOn) this.#owedSince = now;
  }

  answer(now: number): void {
    this.authors.push('phone');
    this.#answeredAt = now;
    this.#owedSince = undefined;
  }

  giveUp(): void {
    this.#owedSince = undefined;
  }

  /** What has come about by now, looked at every second. */
  look(now: number): void {
    if (this.#owedSince === undefined) return;
    const isQuiet = now - this.#answeredAt < QUIET_MINUTES * 60 * SECOND;
    const [reading, typing] = [this.#owedSince + 2 * SECOND, this.#owedSince + THOUGHT_S * SECOND];
    if (now === reading && isQuiet) this.#owedSince = undefined;
    else if (now >= typing) {
      this.authors.push('bot');
      this.#repliedAt = now;
      this.#owedSince = undefined;
    }
  }

  /** How long somebody who is no machine still takes to answer, in milliseconds. */
  untilHuman(now: number): number {
    return this.authors.at(-1) === 'bot' ? Math.max(0, this.#repliedAt + HUMAN_MS - now) : 0;
  }
}

describe('What the bot answers', () => {
  it('is answered once, whatever happens meanwhile', async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const office = await BotOffice.open();
      try {
        const expected = Array.from({ length: PEOPLE }, () => new Expected());
        let isOn = true;
        const now = () => office.time.clock().getTime();
        const at = (one: number) => expected[one] ?? assert.fail();
        const pass = async (seconds: number) => {
          for (let second = 0; second < seconds; second++) {
            await office.pass(1);
            for (const one of expected) one.look(now());
          }
        };
        for (const one of steps) {
          switch (one.kind) {
            case 'message':
              await pass(Math.ceil(at(one.person).untilHuman(now()) / SECOND));
              await office.message(addressOf(one.person), { times: one.repeat ? 2 : 1 });
              at(one.person).hear(now(), isOn);
              break;
            case 'answer':
              await office.message(addressOf(one.person), { fromMe: true });
              at(one.person).answer(now());
              break;
            case 'pass':
              await pass(one.seconds);
              break;
            case 'restart':
              await office.restart();
              break;
            case 'switch':
              await office.switch(one.enabled);
              isOn = one.enabled;
              if (!isOn) for (const other of expected) other.giveUp();
              break;
            case 'switchHere':
              await office.switchHere(addressOf(one.person), one.enabled);
              if (at(one.person).authors.length === 0) break;
              at(one.person).isOn = one.enabled;
              if (!one.enabled) at(one.person).giveUp();
          }
        }
        await pass(10);
        for (const [one, { authors }] of expected.entries())
          assert.deepEqual(await office.authors(addressOf(one)), authors);
      } finally {
        await office.close();
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it('is answered once where two conversations turn out to be one', async () => {
    const office = await BotOffice.open();
    try {
      const [byNumber, byLid] = [{ phoneNumber: '573001110000' }, { lid: '900000000000000' }];
      const both = { ...byNumber, ...byLid };
      await office.message(byNumber);
      await office.pass(THOUGHT_S);
      await office.pass(HUMAN_MS / SECOND);
      await office.message(byNumber);
      await office.message(byLid);
      await office.pass(1);
      await office.store.write((writing) => learnAddresses(writing, CLIENT, both));
      await office.pass(2 * THOUGHT_S);
      assert.deepEqual(await office.authors(byNumber), ['contact', 'bot', 'contact', 'contact', 'bot']);
    } finally {
      await office.close();
    }
  });

  it('is answered where its conversation becomes part of another in the commit that stores it', async () => {
    const office = await BotOffice.open();
    try {
      const [byNumber, byLid] = [{ phoneNumber: '573001110000' }, { lid: '900000000000000' }];
      await office.message(byNumber, { fromMe: true });
      await office.pass(QUIET_MINUTES * 60);
      const received = office.message(byLid);
      await office.store.write((writing) => learnAddresses(writing, CLIENT, { ...byNumber, ...byLid }));
      await received;
      await office.pass(THOUGHT_S);
      assert.deepEqual(await office.authors(byNumber), ['phone', 'contact', 'bot']);
    } finally {
      await office.close();
    }
  });
});
