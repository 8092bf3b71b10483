import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { asyncApi } from './asyncapi.ts';
import { openApi } from './openapi.ts';

/** The reference as it should be now, by file name. */
export async function referenceFiles(): Promise<Record<'openapi.json' | 'asyncapi.json', string>> {
  const packageFile = new URL('../../package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  return {
    'openapi.json': await tidy(openApi(version)),
    'asyncapi.json': await tidy(asyncApi(version)),
  };
}

async function tidy(document: object): Promise<string> {
  const options = await resolveConfig(new URL('./files.ts', import.meta.url));
  return format(JSON.stringify(document), { ...options, parser: 'json' });
}
