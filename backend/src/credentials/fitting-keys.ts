import { SecretBox, type Store } from '../storage/index.ts';
import { everySealed } from './every-sealed.ts';
import { readChecks, replaceChecks } from './key-checks.ts';

/** Whether keys open what is stored: `all` that is needed, `some`, or `none` of it. */
export type Fit = 'all' | 'some' | 'none';

/**
 * Finds out whether these are the keys of this database, and notes which of them are in use. Where a check is opened by
 * none of them, everything stored is tried: neither a damaged check nor damaged keys of a line may stop the start.
 */
export async function fitKeys(store: Store, keys: readonly Buffer[]): Promise<Fit> {
  const rings = keys.map((key) => ({ key, box: new SecretBox([key]) }));
  const checks = await store.read(readChecks);
  const recognised = checks.filter((check) => rings.some(({ box }) => box.opens(check)));
  if (checks.length > 0 && recognised.length === checks.length) {
    const known = rings.filter(({ box }) => checks.some((check) => box.opens(check))).map(({ key }) => key);
    await noteKeysInUse(store, keys, known, checks.length);
    return 'all';
  }
  const { opening, opened, closed } = await tryOnEverything(store, rings);
  // An installation from before the checks has none: there, one damaged key proves nothing against the others.
  const fits = closed === 0 || (checks.length === 0 && opened > 0);
  if (!fits) return opened > 0 || recognised.length > 0 ? 'some' : 'none';
  await noteKeysInUse(store, keys, opening, 0);
  return 'all';
}

/** Whether there is anything that a lost key would be missed for. */
export function isAnythingSealed(store: Store): Promise<boolean> {
  return store.read(async (database) => (await everySealed(database).next()).done !== true);
}

/** The newest key may be new here: like those that have sealed something, it is needed from now on. */
async function noteKeysInUse(store: Store, keys: readonly Buffer[], known: readonly Buffer[], noted: number) {
  const inUse = keys.filter((key, index) => index === 0 || known.includes(key));
  if (inUse.length !== noted) await store.write((writing) => replaceChecks(writing, inUse));
}

/** Which keys open something, and how much they open and leave closed together. */
async function tryOnEverything(store: Store, rings: readonly { key: Buffer; box: SecretBox }[]) {
  const opening = new Set<Buffer>();
  let opened = 0;
  let closed = 0;
  await store.read(async (database) => {
    for await (const value of everySealed(database)) {
      const ring = rings.find(({ box }) => box.opens(value));
      if (ring) opening.add(ring.key);
      if (ring) opened += 1;
      else closed += 1;
    }
  });
  return { opening: [...opening], opened, closed };
}
