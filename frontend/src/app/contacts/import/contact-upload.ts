import { inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { GivenContact, ImportContactsRequest, ImportedPortion } from '#contract/contact-import';
import { EnhancedErrorHandlerService, sortError } from '../../errors';
import { newId } from '../../ids';
import { ImportApi } from './import-api';

/** What came of an import so far: places in `leftOut` are those among the contacts that were given. */
export type ImportOutcome = ImportedPortion;

/** What holds for every portion. */
export type ImportRules = Pick<ImportContactsRequest, 'known' | 'stage' | 'consent'>;

/** Contacts that fit into one portion, from this place on. */
export type ContactPortions = (from: number) => Promise<readonly GivenContact[]>;

const nothing: ImportOutcome = { created: 0, changed: 0, unchanged: 0, optedOut: 0, leftOut: [] };

/**
 * Brings contacts to the server, portion by portion. Where it cannot be reached it stands still until somebody lets it go on,
 * with the same portion: one whose answer was lost counts once.
 */
@Injectable()
export class ContactUpload {
  readonly #api = inject(ImportApi);
  readonly #errors = inject(EnhancedErrorHandlerService);
  #importId = '';
  #portion = 0;
  #next = 0;
  #count = 0;

  readonly #state = signal<'idle' | 'taking' | 'stuck' | 'done'>('idle');
  readonly #part = signal(0);
  readonly #outcome = signal(nothing);
  readonly #failure = signal('');

  readonly state = this.#state.asReadonly();
  /** Which part has been taken, from 0 to 1. */
  readonly part = this.#part.asReadonly();
  readonly outcome = this.#outcome.asReadonly();
  /** Why it stands still, as a translation key. */
  readonly failure = this.#failure.asReadonly();

  /** Brings `count` of them; resolves once all are there or it stands still. */
  async begin(portions: ContactPortions, count: number, rules: ImportRules): Promise<void> {
    this.#importId = newId();
    [this.#portion, this.#next, this.#count] = [0, 0, count];
    this.#part.set(0);
    this.#outcome.set(nothing);
    await this.goOn(portions, rules);
  }

  /** From where it stands still. */
  async goOn(portions: ContactPortions, rules: ImportRules): Promise<void> {
    this.#state.set('taking');
    try {
      while (this.#next < this.#count) {
        const contacts = [...(await portions(this.#next))];
        if (contacts.length === 0) break;
        const portion = { ...rules, importId: this.#importId, portion: this.#portion, contacts };
        const answer = await firstValueFrom(this.#api.take(portion));
        const from = this.#next;
        this.#outcome.update((before) => sumOf(before, answer, from));
        this.#next += contacts.length;
        this.#portion += 1;
        this.#part.set(this.#next / this.#count);
      }
      this.#state.set('done');
    } catch (error) {
      const { kind, message } = sortError(error);
      if (kind === 'bug') this.#errors.tellFailure(error);
      this.#failure.set(message);
      this.#state.set('stuck');
    }
  }

  reset(): void {
    this.#state.set('idle');
  }
}

function sumOf(before: ImportOutcome, answer: ImportedPortion, from: number): ImportOutcome {
  return {
    created: before.created + answer.created,
    changed: before.changed + answer.changed,
    unchanged: before.unchanged + answer.unchanged,
    optedOut: before.optedOut + answer.optedOut,
    leftOut: [...before.leftOut, ...answer.leftOut.map(({ index, reason }) => ({ index: index + from, reason }))],
  };
}
