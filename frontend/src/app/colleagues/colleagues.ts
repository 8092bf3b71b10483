import { computed, Service } from '@angular/core';
import type { User } from '#contract/accounts';
import { Followed } from '../followed';

/** What everybody of the team may know of one another. */
export type Colleague = Pick<User, 'id' | 'name' | 'role' | 'active'>;

/** The people of the client, those who have left included: what they wrote still bears their names. */
@Service()
export class Colleagues {
  readonly #team = new Followed<{ items: readonly Colleague[] }>({ key: 'colleagues', path: '/users', kind: 'users' });
  /** Everybody, oldest first; none until they are known. */
  readonly all = computed(() => this.#team.value()?.items ?? []);
  /** Who can be given a conversation; nobody until they are known. */
  readonly active = computed(() => this.all().filter(({ active }) => active));
  readonly #names = computed(() => new Map(this.all().map(({ id, name }) => [id, name])));

  /** The name of a person of the team; null for nobody, and until it is known. */
  nameOf(userId: string | null | undefined): string | null {
    return this.#names().get(userId ?? '') ?? null;
  }
}
