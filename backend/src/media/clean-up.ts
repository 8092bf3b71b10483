import type { Store } from '../storage/index.ts';
import type { MediaFiles } from './media-files.ts';
import { deleteMedia, knownIds, readUnused } from './media-store.ts';

const HOUR_MS = 3_600_000;
/** How long an upload waits for its message. */
const UPLOAD_WAITS_MS = 24 * HOUR_MS;
/** SQLite takes only so many values at once. */
const AT_ONCE = 500;

/** Deletes what nobody can see any more: uploads that no message uses, and files that a crash has left without a row. */
export async function cleanUpMedia(store: Store, files: MediaFiles): Promise<void> {
  const now = store.now().getTime();
  const uploadedBefore = new Date(now - UPLOAD_WAITS_MS).toISOString();
  const unused = await store.read((database) => readUnused(database, uploadedBefore));
  for (const { id } of unused) {
    // The row first: a file without a row is found again below, a row without its file would be shown.
    await store.write(({ database }) => deleteMedia(database, id));
    await files.remove(id);
  }
  for await (const ids of files.idsBefore(now - HOUR_MS)) {
    for (let from = 0; from < ids.length; from += AT_ONCE)
      await removeUnknown(store, files, ids.slice(from, from + AT_ONCE));
  }
}

async function removeUnknown(store: Store, files: MediaFiles, ids: readonly string[]): Promise<void> {
  const known = await store.read((database) => knownIds(database, ids));
  for (const id of ids) if (!known.has(id)) await files.remove(id);
}
