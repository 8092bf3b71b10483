import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { referenceFiles } from './generator/files.ts';
import { operations } from './generator/operations.ts';

const source = fileURLToPath(new URL('../backend/src/', import.meta.url));

test('the committed reference is what the schemas say now', async () => {
  for (const [name, text] of Object.entries(await referenceFiles())) {
    const committed = readFileSync(new URL(`./reference/${name}`, import.meta.url), 'utf8');
    assert.ok(committed === text, `${name} is out of date: run "node docs/generate-reference.ts" and commit it.`);
  }
});

test('every route of the server is in the reference, and nothing else is', () => {
  const served = globSync('**/*.ts', { cwd: source }).flatMap((file) =>
    routesIn(readFileSync(join(source, file), 'utf8')),
  );
  const described = operations.map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(served.toSorted(), described.toSorted());
});

/** `router.route('/path')` with the methods chained to it stands under `/api`; `router.get('/path')` outside. */
function routesIn(code: string): string[] {
  const [head = '', ...chains] = code.split(/\.route\(/);
  const inApi = chains.flatMap((chain) => {
    const path = /^'([^']+)'/.exec(chain)?.[1]?.replaceAll(/:(\w+)/g, '{$1}') ?? '';
    return [...chain.matchAll(/^ {4}\.(get|post|put|patch|delete)\(/gm)].map(
      ([, method]) => `${String(method)} /api${path}`,
    );
  });
  const outside = [...head.matchAll(/router\.(get|post|put|patch|delete)\('([^']+)'/g)];
  return [
    ...inApi,
    ...outside.map(([, method, path = '']) => `${String(method)} ${path.replaceAll(/:(\w+)/g, '{$1}')}`),
  ];
}
