import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** In which files of a `DATA_DIR` one of these texts stands, byte for byte: the database, its logs, and all files of messages. */
export function tracesOf(directory: string, texts: readonly string[]): { file: string; text: string }[] {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name);
    const bytes = readFileSync(path);
    const found = texts.filter((text) => bytes.includes(text) || name.includes(text));
    return found.map((text) => ({ file: relative(directory, path), text }));
  });
}
