import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { migrations } from '../../src/storage/migrations/index.ts';

/** Never given to any: it may be run by nobody who has a later one. */
const LEFT_OUT = 27;

describe('The names of migrations', () => {
  const names = Object.keys(migrations);

  it('only go up, by one each, so that none sorts before one that has been run', () => {
    const numbers = names.map((name) => Number(/^(\d{4})-[a-z]/.exec(name)?.[1]));
    const all = Array.from({ length: names.length + 1 }, (_, place) => place + 1);
    assert.deepEqual(
      numbers,
      all.filter((number) => number !== LEFT_OUT),
    );
    assert.deepEqual(names, names.toSorted());
  });

  it('are those of their files, and none is left out', () => {
    const files = readdirSync(new URL('../../src/storage/migrations/', import.meta.url));
    assert.deepEqual(
      files.filter((file) => file !== 'index.ts').sort(),
      names.map((name) => `${name}.ts`),
    );
  });
});
