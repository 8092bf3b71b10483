/**
 * What is wrong with a regular expression: a word for it, below `bot.faults.pattern`. `place` counts characters from 1; `piece`
 * is what stands there.
 */
export interface PatternFault {
  readonly kind:
    | 'openGroup'
    | 'openSet'
    | 'closesNothing'
    | 'lookaround'
    | 'backreference'
    | 'group'
    | 'groupName'
    | 'groupNameTwice'
    | 'escape'
    | 'openEscape'
    | 'repeatsNothing'
    | 'repeatsTwice'
    | 'repeatCount'
    | 'range';
  readonly place: number;
  readonly piece: string;
}

/** So often may anything be repeated. */
const MOST = 1_000;
const FLAGS = /^\(\?(?:[imsU]*|[imsU]*-[imsU]+)([:)])/;
const AROUND = /^\(\?<?[=!]/;
const NAMED = /^\(\?P?</;
const NAME = /^\(\?P?<([A-Za-z0-9_]+)>/;
const REPEAT = /^\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}/;
/** One character, written otherwise: by its number, a mark, or a letter for one that is not seen. */
const CHARACTER =
  /^\\(?:0[0-7]{0,2}|[1-7][0-7]{1,2}|x\{0*(?:10[0-9A-Fa-f]{4}|[0-9A-Fa-f]{1,5})\}|x[0-9A-Fa-f]{2}|[afnrtv]|[^0-9A-Za-z\u0080-\uffff])/;
const CLASS = /^\\(?:[dswDSW]|[pP](?:[A-Z]|\{\^?\w+\}))/;
const PLACE = /^\\[AbBz]/;

/**
 * All that is wrong with a regular expression as RE2 has them, in order; nothing where that is right as far as can be told here.
 * The server knows it for sure: which properties of characters there are, and how large the expression gets, it alone can say.
 */
export function faultsOfPattern(pattern: string): PatternFault[] {
  return new PatternReader(pattern).read();
}

class PatternReader {
  readonly #pattern: string;
  /** What is left of it. */
  #rest: string;
  readonly #faults: PatternFault[] = [];
  readonly #names = new Set<string>();
  /** Where the groups that are open begin. */
  readonly #open: number[] = [];
  /** Whether there is something that can be repeated, and whether that was just asked for. */
  #isRepeatable = false;
  #isRepeated = false;

  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#rest = pattern;
  }

  /** What is wrong is read over, as what it was probably meant to be. */
  read(): PatternFault[] {
    while (this.#rest !== '') this.#readOne();
    for (const at of this.#open) this.#note('openGroup', '(', at);
    return this.#faults.toSorted((one, other) => one.place - other.place);
  }

  #readOne(): void {
    switch (this.#rest[0]) {
      case '(':
        this.#readGroup();
        break;
      case ')':
        if (this.#open.pop() === undefined) this.#note('closesNothing', ')');
        this.#take(1);
        break;
      case '|':
        this.#take(1, false);
        break;
      case '[':
        this.#readSet();
        break;
      case '*':
      case '+':
      case '?':
        this.#repeat(this.#rest[0]);
        break;
      case '{':
        this.#readCount();
        break;
      case '\\':
        this.#readEscape();
        break;
      default:
        this.#take(1);
    }
  }

  #readGroup(): void {
    const rest = this.#rest;
    if (!rest.startsWith('(?')) {
      this.#enter('(');
      return;
    }
    const [around] = AROUND.exec(rest) ?? [];
    const [named] = NAMED.exec(rest) ?? [];
    const [flags, end] = FLAGS.exec(rest) ?? [];
    if (around !== undefined) {
      this.#note('lookaround', around);
      this.#enter(around);
    } else if (named !== undefined) {
      this.#enter(this.#readName(named));
    } else if (flags === undefined) {
      const begin = rest.slice(0, 3);
      this.#note('group', begin);
      this.#enter(begin);
    } else if (end === ':') {
      this.#enter(flags);
    } else {
      this.#take(flags.length, this.#isRepeatable);
    }
  }

  /** The beginning of a group with a name; `begin` is all of it before that. */
  #readName(begin: string): string {
    const [whole, name = ''] = NAME.exec(this.#rest) ?? [];
    if (whole === undefined) this.#note('groupName', begin);
    else if (this.#names.has(name)) this.#note('groupNameTwice', name, this.#at + begin.length);
    this.#names.add(name);
    return whole ?? begin;
  }

  #enter(begin: string): void {
    this.#open.push(this.#at);
    this.#take(begin.length, false);
  }

  #readCount(): void {
    const [count, least = '', comma, most] = REPEAT.exec(this.#rest) ?? [];
    if (count === undefined) {
      this.#take(1);
      return;
    }
    const highest = comma === undefined ? least : (most ?? least);
    if (Number(highest) > MOST || Number(least) > Number(highest)) this.#note('repeatCount', count);
    this.#repeat(count);
  }

  #repeat(operator: string): void {
    if (this.#isRepeated) this.#note('repeatsTwice', operator);
    else if (!this.#isRepeatable) this.#note('repeatsNothing', operator);
    // With a question mark behind it as little as possible is taken.
    this.#take(this.#rest[operator.length] === '?' ? operator.length + 1 : operator.length);
    this.#isRepeated = true;
  }

  #readEscape(): void {
    const rest = this.#rest;
    if (rest.startsWith('\\Q')) {
      const end = rest.indexOf('\\E');
      const isEmpty = end === 2 || rest === '\\Q';
      this.#take(end < 0 ? rest.length : end + 2, !isEmpty || this.#isRepeatable);
      return;
    }
    const [known] = CHARACTER.exec(rest) ?? CLASS.exec(rest) ?? PLACE.exec(rest) ?? [];
    this.#take((known ?? this.#unknownEscape()).length);
  }

  #unknownEscape(): string {
    const piece = Array.from(this.#rest).slice(0, 2).join('');
    this.#note(piece === '\\' ? 'openEscape' : /^\\[1-9k]/.test(piece) ? 'backreference' : 'escape', piece);
    return piece;
  }

  /** From its bracket to the one that ends it; a bracket that stands first is one of its characters. */
  #readSet(): void {
    const begin = this.#at;
    this.#take(this.#rest.startsWith('[^') ? 2 : 1);
    for (let isFirst = true; isFirst || !this.#rest.startsWith(']'); isFirst = false) {
      if (this.#rest === '') {
        this.#note('openSet', '[', begin);
        return;
      }
      this.#readMember();
    }
    this.#take(1);
  }

  #readMember(): void {
    const [several] = /^\[:\^?\w+:\]/.exec(this.#rest) ?? CLASS.exec(this.#rest) ?? [];
    if (several !== undefined) {
      this.#take(several.length);
      return;
    }
    const [whole, begin] = [this.#rest, this.#at];
    const from = this.#readCharacter();
    if (!/^-[^\]]/.test(this.#rest)) return;
    this.#take(1);
    const to = this.#readCharacter();
    const piece = whole.slice(0, whole.length - this.#rest.length);
    if (from !== null && to !== null && from > to) this.#note('range', piece, begin);
  }

  /** The number of the character that comes next; null where it is none. */
  #readCharacter(): number | null {
    const [written] = this.#rest.startsWith('\\') ? (CHARACTER.exec(this.#rest) ?? []) : Array.from(this.#rest);
    this.#take((written ?? this.#unknownEscape()).length);
    return written === undefined ? null : numberOf(written);
  }

  /** Where it is, in characters from 0. */
  get #at(): number {
    return Array.from(this.#pattern).length - Array.from(this.#rest).length;
  }

  #take(length: number, isRepeatable = true): void {
    this.#rest = this.#rest.slice(length);
    this.#isRepeatable = isRepeatable;
    this.#isRepeated = false;
  }

  #note(kind: PatternFault['kind'], piece: string, at = this.#at): void {
    this.#faults.push({ kind, place: at + 1, piece });
  }
}

const UNSEEN: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

function numberOf(written: string): number {
  if (!written.startsWith('\\')) return written.codePointAt(0) ?? 0;
  const after = written.slice(1);
  if (/^[0-7]/.test(after)) return parseInt(after, 8);
  if (after.startsWith('x')) return parseInt(after.replace(/[x{}]/g, ''), 16);
  return UNSEEN[after] ?? after.codePointAt(0) ?? 0;
}
