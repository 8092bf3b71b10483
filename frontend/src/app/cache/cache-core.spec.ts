import { defer, finalize, type Observable, of, Subject, throwError, timer } from 'rxjs';
import { CacheCore } from './cache-core';
import type { Cached, CacheRules } from './cached';

/** A server that answers when the spec says so. */
class Server {
  readonly requests: { answer: Subject<string>; state: 'open' | 'answered' | 'cancelled' }[] = [];

  readonly fetch = (): Observable<string> =>
    defer(() => {
      const request: Server['requests'][number] = { answer: new Subject<string>(), state: 'open' };
      this.requests.push(request);
      return request.answer.pipe(
        finalize(() => {
          if (request.state === 'open') request.state = 'cancelled';
        }),
      );
    });

  get cancelled(): number[] {
    return [...this.requests.keys()].filter((index) => this.requests[index]?.state === 'cancelled');
  }

  /** Answers the request with this number, counted from 0. */
  answer(index: number, value: string): void {
    this.#settle(index).next(value);
  }

  fail(index: number, reason = 'network'): void {
    this.#settle(index).error(reason);
  }

  #settle(index: number): Subject<string> {
    const request = this.requests[index];
    if (!request) throw new Error(`There is no request ${index}.`);
    request.state = 'answered';
    return request.answer;
  }
}

describe('CacheCore', () => {
  const rules: CacheRules = { ttl: 1_000, staleFor: 10_000, tags: ['lines'] };
  let cache: CacheCore;
  let server: Server;

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date(0));
    server = new Server();
    cache = cacheOf(200);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function cacheOf(capacity: number): CacheCore {
    return new CacheCore({
      capacity,
      now: () => Date.now(),
      again: (failures) => timer(5_000 * failures),
      isFinal: (error) => error === 'gone',
    });
  }

  /** What a reader is given, as `value`, `value (stale)`, `end` and `error: reason`. */
  function read(key = 'a', ownRules = rules, fetch: () => Observable<string> = server.fetch) {
    const told: string[] = [];
    const reading = cache.read(key, fetch, ownRules).subscribe({
      next: ({ value, stale }: Cached<string>) => told.push(stale ? `${value} (stale)` : value),
      error: (error: unknown) => told.push(`error: ${String(error)}`),
      complete: () => told.push('end'),
    });
    return {
      told,
      leave: () => {
        reading.unsubscribe();
      },
    };
  }

  function fill(key: string, value: string): void {
    read(key, rules, () => of(value));
  }

  function pass(milliseconds: number): void {
    jasmine.clock().tick(milliseconds);
  }

  it('fetches what it does not hold', () => {
    const { told } = read();
    expect(told).toEqual([]);

    server.answer(0, 'one');

    expect(told).toEqual(['one', 'end']);
  });

  it('gives a fresh answer without fetching', () => {
    fill('a', 'one');
    pass(999);

    expect(read().told).toEqual(['one', 'end']);
    expect(server.requests.length).toBe(0);
  });

  it('gives a stale answer at once and the fresh one after it', () => {
    fill('a', 'one');
    pass(1_000);

    const { told } = read();
    expect(told).toEqual(['one (stale)']);
    server.answer(0, 'two');

    expect(told).toEqual(['one (stale)', 'two', 'end']);
    expect(read().told).toEqual(['two', 'end']);
  });

  it('no longer shows what has been stale for too long', () => {
    fill('a', 'one');
    pass(11_000);

    expect(read().told).toEqual([]);
    expect(cache.peek('a')).toBeNull();
  });

  it('counts the time from when it was asked for, not from when the answer came', () => {
    read();
    pass(900);
    server.answer(0, 'slow');
    pass(100);

    expect(read().told).toEqual(['slow (stale)']);
  });

  it('renews at every read with a time of 0', () => {
    read('a', { ttl: 0 }, () => of('one'));

    expect(read('a', { ttl: 0 }).told).toEqual(['one (stale)']);
    expect(server.requests.length).toBe(1);
  });

  it('does not ask before somebody reads', () => {
    cache.read('a', server.fetch, rules);

    expect(server.requests.length).toBe(0);
  });

  describe('with several readers of one key', () => {
    it('makes one request for all of them', () => {
      const readers = [read(), read(), read()];
      server.answer(0, 'one');

      expect(server.requests.length).toBe(1);
      expect(readers.map(({ told }) => told)).toEqual([
        ['one', 'end'],
        ['one', 'end'],
        ['one', 'end'],
      ]);
    });

    it('makes a request for each of two keys', () => {
      read('a');
      read('b');

      expect(server.requests.length).toBe(2);
    });

    it('cancels the request when the last of them leaves, not before', () => {
      const [first, second] = [read(), read()];

      first.leave();
      expect(server.cancelled).toEqual([]);
      second.leave();
      expect(server.cancelled).toEqual([0]);
    });

    it('asks anew after a request that was cancelled', () => {
      read().leave();
      const { told } = read();
      server.answer(1, 'one');

      expect(told).toEqual(['one', 'end']);
    });

    it('tells all of them of an error, and asks anew next time', () => {
      const readers = [read(), read()];
      server.fail(0);

      expect(readers.map(({ told }) => told)).toEqual([['error: network'], ['error: network']]);
      read();
      expect(server.requests.length).toBe(2);
    });
  });

  describe('when a request fails', () => {
    it('passes the error on where nothing is held', () => {
      const { told } = read();
      server.fail(0);

      expect(told).toEqual(['error: network']);
    });

    it('keeps what is held, says nothing, and goes on trying while somebody is there', () => {
      fill('a', 'one');
      pass(1_000);
      const { told, leave } = read();

      server.fail(0);
      expect(told).toEqual(['one (stale)']);
      expect(cache.peek('a')).toEqual({ value: 'one', stale: true });

      pass(5_000);
      server.fail(1);
      pass(9_999);
      expect(server.requests.length).toBe(2);
      pass(1);
      server.answer(2, 'two');
      expect(told).toEqual(['one (stale)', 'two', 'end']);

      leave();
      pass(60_000);
      expect(server.requests.length).toBe(3);
    });

    it('stops trying when the reader leaves', () => {
      fill('a', 'one');
      pass(1_000);
      const { leave } = read();
      server.fail(0);
      leave();
      pass(60_000);

      expect(server.requests.length).toBe(1);
    });

    it('takes what another reader has fetched meanwhile', () => {
      fill('a', 'one');
      pass(1_000);
      const { told } = read();
      server.fail(0);
      pass(4_500);
      read('a', rules, () => of('two'));
      pass(500);

      expect(told).toEqual(['one (stale)', 'two', 'end']);
      expect(server.requests.length).toBe(1);
    });

    it('goes on trying with nothing held where the rules insist', () => {
      const { told } = read('a', { ...rules, insists: true });
      server.fail(0);
      pass(5_000);
      server.answer(1, 'one');

      expect(told).toEqual(['one', 'end']);
    });

    it('holds nothing any more and passes the error on when it is final', () => {
      fill('a', 'one');
      pass(1_000);
      const { told } = read('a', { ...rules, insists: true });
      server.fail(0, 'gone');

      expect(told).toEqual(['one (stale)', 'error: gone']);
      expect(cache.peek('a')).toBeNull();
    });
  });

  describe('when something is invalidated', () => {
    it('fetches that key again, and shows what is held meanwhile', () => {
      fill('a', 'one');
      fill('b', 'other');
      cache.invalidate('a');

      expect(read('a').told).toEqual(['one (stale)']);
      expect(read('b').told).toEqual(['other', 'end']);
    });

    it('fetches everything with that tag again', () => {
      fill('a', 'one');
      fill('b', 'two');
      read('c', { ttl: 1_000, tags: ['other'] }, () => of('three'));
      cache.invalidateTag('lines');

      expect(read('a').told).toEqual(['one (stale)']);
      expect(read('b').told).toEqual(['two (stale)']);
      expect(read('c').told).toEqual(['three', 'end']);
    });

    for (const [how, invalidate] of [
      [
        'by key',
        () => {
          cache.invalidate('a');
        },
      ],
      [
        'by tag',
        () => {
          cache.invalidateTag('lines');
        },
      ],
    ] as const) {
      it(`does not hold as fresh what was under way, invalidated ${how}`, () => {
        const { told } = read();
        invalidate();
        server.answer(0, 'overtaken');

        expect(told).toEqual(['overtaken', 'end']);
        expect(read().told).toEqual(['overtaken (stale)']);
      });

      it(`gives a request of their own to those who ask afterwards, invalidated ${how}`, () => {
        read();
        invalidate();
        const { told } = read();
        expect(server.requests.length).toBe(2);

        server.answer(1, 'new');
        server.answer(0, 'overtaken');

        expect(told).toEqual(['new', 'end']);
        expect(read().told).toEqual(['new', 'end']);
      });
    }
  });

  it('shows what it was given to hold, and fetches behind it', () => {
    cache.hold('a', 'given', rules);

    const { told } = read();
    server.answer(0, 'one');

    expect(told).toEqual(['given (stale)', 'one', 'end']);
  });

  it('lets go of what was used longest ago when it is full', () => {
    cache = cacheOf(2);
    fill('a', 'one');
    fill('b', 'two');
    read('a');
    fill('c', 'three');

    expect(cache.peek('b')).toBeNull();
    expect(cache.peek('a')).toEqual({ value: 'one', stale: false });
    expect(cache.peek('c')).toEqual({ value: 'three', stale: false });
  });

  describe('that has to forget', () => {
    it('holds nothing any more, and does not keep what is under way', () => {
      fill('a', 'one');
      const { told } = read('b');

      cache.forget();
      server.answer(0, 'two');

      expect(told).toEqual(['two', 'end']);
      expect(cache.peek('a')).toBeNull();
      expect(cache.peek('b')).toBeNull();
    });

    it('gives a request of their own to those who ask afterwards', () => {
      read();
      cache.forget();
      read();

      expect(server.requests.length).toBe(2);
    });

    it('ends every read without an answer when it is cut', () => {
      fill('a', 'one');
      pass(1_000);
      const [renewing, waiting] = [read('a'), read('b')];
      cache.cut();

      expect(renewing.told).toEqual(['one (stale)', 'end']);
      expect(waiting.told).toEqual(['end']);
      expect(server.cancelled).toEqual([0, 1]);
      expect(cache.peek('a')).toBeNull();
    });

    it('does not try again what had failed before it was cut', () => {
      read('a', { ...rules, insists: true });
      server.fail(0);
      cache.cut();
      pass(60_000);

      expect(server.requests.length).toBe(1);
    });
  });

  it('passes on what goes wrong before there is a request', () => {
    expect(read('a', rules, () => throwError(() => 'broken')).told).toEqual(['error: broken']);
  });
});
