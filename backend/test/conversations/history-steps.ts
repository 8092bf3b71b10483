import fc from 'fast-check';

/** Few enough people, lines and colleagues that they meet again and again. */
export const PEOPLE = 3;
export const LINES = 2;
export const COLLEAGUES = 2;
export const GROUPS = 1;

const person = fc.nat(PEOPLE - 1);
const line = fc.nat(LINES - 1);
/** Which of what is there at that moment; taken modulo how many there are. */
const which = fc.nat(20);

/** One thing that can happen to a client. */
export type HistoryStep =
  | {
      kind: 'message';
      line: number;
      /** Whom WhatsApp names, and by which of their addresses: `crossed` is the number of one and the LID of the next. */
      person: number;
      by: 'phoneNumber' | 'lid' | 'both' | 'crossed';
      /** The group they write in; undefined for a message to us alone. */
      group: number | undefined;
      fromMe: boolean;
      status: 'sent' | 'delivered' | 'read' | undefined;
      name: number | undefined;
      repeat: boolean;
      /** Which of what was said it answers. */
      answers: number | undefined;
    }
  /** `by`: the person, or nobody for our own phone. */
  | { kind: 'react'; message: number; emoji: number; by: number | undefined }
  | { kind: 'note'; conversation: number; colleague: number }
  | { kind: 'know'; contact: number; what: 'name' | 'stage' | 'notes' | 'fields' }
  | { kind: 'write'; conversation: number; colleague: number; repeat: boolean }
  | { kind: 'status'; message: number; status: 'sent' | 'delivered' | 'read' | 'failed' | 'uncertain' }
  | { kind: 'retry'; message: number }
  | {
      kind: 'change';
      conversation: number;
      change: {
        assignedTo?: number | null;
        status?: 'open' | 'closed';
        unread?: 0;
        labels?: number[];
        botEnabled?: boolean;
      };
    }
  | { kind: 'import'; person: number; name: number | undefined; label: number; overwrites: boolean }
  | { kind: 'open'; person: number; line: number }
  | { kind: 'learn'; person: number; lidOf: number }
  | { kind: 'merge'; contact: number; other: number }
  | { kind: 'nameGroup'; group: number; name: number }
  | { kind: 'line'; line: number; what: 'create' | 'state' | 'authenticated' | 'disconnected' | 'giveUp' | 'remove' }
  | { kind: 'colleague'; colleague: number; what: 'rename' | 'leave' | 'return' }
  | { kind: 'wait'; minutes: number };

const talk = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('message' as const),
      line,
      person,
      by: fc.oneof(
        // Mostly one at a time: two contacts that turn out to be one person are where it gets difficult.
        { weight: 6, arbitrary: fc.constantFrom('phoneNumber' as const, 'lid' as const) },
        { weight: 1, arbitrary: fc.constantFrom('both' as const, 'crossed' as const) },
      ),
      group: fc.option(fc.nat(GROUPS - 1), { nil: undefined, freq: 2 }),
      fromMe: fc.boolean(),
      status: fc.constantFrom(undefined, 'sent' as const, 'delivered' as const, 'read' as const),
      name: fc.option(fc.nat(2), { nil: undefined }),
      repeat: fc.boolean(),
      answers: fc.option(which, { nil: undefined, freq: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('react' as const),
      message: which,
      emoji: fc.nat(2),
      by: fc.option(person, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      conversation: which,
      colleague: fc.nat(COLLEAGUES - 1),
      repeat: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      message: which,
      status: fc.constantFrom(
        'sent' as const,
        'delivered' as const,
        'read' as const,
        'failed' as const,
        'uncertain' as const,
      ),
    }),
  },
);

const decision = fc.oneof(
  fc.record({ kind: fc.constant('retry' as const), message: which }),
  fc.record({
    kind: fc.constant('change' as const),
    conversation: which,
    change: fc.record(
      {
        assignedTo: fc.option(fc.nat(COLLEAGUES - 1)),
        status: fc.constantFrom('open' as const, 'closed' as const),
        unread: fc.constant(0 as const),
        labels: fc.subarray([0, 1]),
        botEnabled: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ kind: fc.constant('note' as const), conversation: which, colleague: fc.nat(COLLEAGUES - 1) }),
  fc.record({
    kind: fc.constant('know' as const),
    contact: which,
    what: fc.constantFrom('name' as const, 'stage' as const, 'notes' as const, 'fields' as const),
  }),
  fc.record({
    kind: fc.constant('import' as const),
    person,
    name: fc.option(fc.nat(2), { nil: undefined }),
    label: fc.nat(1),
    overwrites: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('open' as const), person, line }),
  fc.record({ kind: fc.constant('learn' as const), person, lidOf: person }),
  fc.record({ kind: fc.constant('merge' as const), contact: which, other: which }),
  fc.record({ kind: fc.constant('nameGroup' as const), group: fc.nat(GROUPS - 1), name: fc.nat(2) }),
);

const surroundings = fc.oneof(
  fc.record({
    kind: fc.constant('line' as const),
    line,
    what: fc.constantFrom(
      'create' as const,
      'state' as const,
      'authenticated' as const,
      'disconnected' as const,
      'giveUp' as const,
      'remove' as const,
    ),
  }),
  fc.record({
    kind: fc.constant('colleague' as const),
    colleague: fc.nat(COLLEAGUES - 1),
    what: fc.constantFrom('rename' as const, 'leave' as const, 'return' as const),
  }),
  fc.record({
    kind: fc.constant('wait' as const),
    minutes: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }) }, fc.integer({ min: 60, max: 3_000 })),
  }),
);

export const historyStep: fc.Arbitrary<HistoryStep> = fc.oneof(
  { weight: 5, arbitrary: talk },
  { weight: 3, arbitrary: decision },
  { weight: 2, arbitrary: surroundings },
);
