import { PersonState } from '../people/person-state.ts';
import type { World } from '../world.ts';
import type { KeptLab } from './lab-state.ts';

type KeptWorld = Pick<KeptLab, 'apps' | 'tokens' | 'accounts' | 'numbers' | 'people'>;

export function keptWorld(world: World): KeptWorld {
  return {
    apps: [...world.apps.values()],
    tokens: [...world.tokens.values()],
    accounts: [...world.accounts.values()].map(({ subscribedApps, ...account }) => ({
      ...account,
      subscribedApps: [...subscribedApps].map(([appId, override]) => [appId, override ?? null]),
    })),
    numbers: [...world.numbers.values()],
    people: [...world.people.values()].map((person) => person.kept()),
  };
}

export function restoreWorld(world: World, kept: KeptWorld): void {
  for (const app of kept.apps) world.apps.set(app.id, app);
  for (const token of kept.tokens) world.tokens.set(token.token, token);
  for (const { subscribedApps, ...account } of kept.accounts) {
    const apps = new Map(subscribedApps.map(([appId, override]) => [appId, override ?? undefined]));
    world.accounts.set(account.id, { ...account, subscribedApps: apps });
  }
  for (const number of kept.numbers) world.numbers.set(number.id, number);
  for (const person of kept.people) world.people.set(person.phoneNumber, new PersonState(person));
}
