/**
 * Writes `docs/reference/openapi.json` and `docs/reference/asyncapi.json` from the schemas of `contract/`:
 * `node docs/generate-reference.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { referenceFiles } from './generator/files.ts';

const folder = new URL('./reference/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(await referenceFiles())) writeFileSync(new URL(name, folder), text);
