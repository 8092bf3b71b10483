import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { BOT_LIMITS } from '#contract/bot-limits';
import type { Contact } from '#contract/conversations';
import { WhatsAppRealtimeService } from '../../realtime';

/**
 * Contacts that somebody has chosen to do something with, in the table and on the board, whatever is listed meanwhile. Whoever is
 * deleted or becomes part of another is among them no more.
 */
@Injectable()
export class ContactSelection {
  readonly #chosen = signal<ReadonlyMap<string, Contact>>(new Map());
  /** To whom the bot is to write, until somebody has decided. */
  readonly #asked = signal<readonly Contact[]>([]);
  readonly #merging = signal<readonly [Contact, Contact] | null>(null);
  readonly #isTooMany = signal(false);

  readonly chosen = computed(() => [...this.#chosen().values()]);
  /** Those of them whom the bot has still to write to. */
  readonly waiting = computed(() => this.chosen().filter(({ agentRun }) => agentRun?.state === 'waiting'));
  readonly asked = this.#asked.asReadonly();
  /** The two that are to be one, until somebody has decided; null for none. */
  readonly merging = this.#merging.asReadonly();
  /** Whether somebody wanted more than there is room for. */
  readonly isTooMany = this.#isTooMany.asReadonly();
  readonly most = BOT_LIMITS.runs;

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    const news = realtime.on('contact_updated').subscribe(({ contact }) => {
      this.#take(contact);
    });
    news.add(
      realtime.on('contact_removed').subscribe(({ contactId }) => {
        this.#chosen.update((chosen) => new Map([...chosen].filter(([id]) => id !== contactId)));
      }),
    );
    inject(DestroyRef).onDestroy(() => {
      news.unsubscribe();
    });
  }

  has({ id }: Contact): boolean {
    return this.#chosen().has(id);
  }

  /** Chooses them or lets go of them: of more than there is room for the first. */
  choose(contacts: readonly Contact[], isChosen: boolean): void {
    const chosen = new Map(this.#chosen());
    this.#isTooMany.set(false);
    for (const contact of contacts) {
      if (!isChosen) chosen.delete(contact.id);
      else if (chosen.has(contact.id) || chosen.size < this.most) chosen.set(contact.id, contact);
      else this.#isTooMany.set(true);
    }
    this.#chosen.set(chosen);
  }

  clear(): void {
    this.#chosen.set(new Map());
    this.#isTooMany.set(false);
  }

  /** Asks whether the bot is to write to them. */
  ask(contacts: readonly Contact[]): void {
    this.#asked.set(contacts);
  }

  endAsking(): void {
    this.#asked.set([]);
  }

  /** Asks what of the two that are chosen stays. */
  merge(): void {
    const [one, other] = this.chosen();
    if (one && other) this.#merging.set([one, other]);
  }

  endMerging(): void {
    this.#merging.set(null);
  }

  /** Somebody who is chosen has changed. */
  #take(contact: Contact): void {
    const held = this.#chosen().get(contact.id);
    if (held && held.version < contact.version) this.#chosen.update((all) => new Map(all).set(contact.id, contact));
  }
}
