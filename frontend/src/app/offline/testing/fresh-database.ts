import { deleteDB } from 'idb';

/** Leaves the browser without a database of ours. Whatever is connected to it is told to make way, and does. */
export async function freshDatabase(): Promise<void> {
  await deleteDB('condorito');
}
