import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { inspect } from 'node:util';

/** Has a test file fail when anything writes an error to the console. node:test does so for unhandled rejections itself. */
export function stayQuiet(): void {
  const said: string[] = [];
  const { error } = console;
  before(() => {
    console.error = (...values: unknown[]) => {
      said.push(values.map((value) => inspect(value)).join(' '));
    };
  });
  after(() => {
    console.error = error;
    assert.deepEqual(said, []);
  });
}
