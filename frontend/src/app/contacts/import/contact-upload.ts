import { inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { GivenContact, ImportContactsRequest, ImportedPortion } from '#contract/contact-import';
import { newId } from '../../ids';
import { PortionedUpload } from '../../table-files/portioned-upload';
import { ImportApi } from './import-api';

/** What came of an import so far: places in `leftOut` are those among the contacts that were given. */
export type ImportOutcome = ImportedPortion;

/** What holds for every portion. */
export type ImportRules = Pick<ImportContactsRequest, 'known' | 'stage' | 'consent'>;

/** Contacts that fit into one portion, from this place on. */
export type ContactPortions = (from: number) => Promise<readonly GivenContact[]>;

const nothing: ImportOutcome = { created: 0, changed: 0, unchanged: 0, optedOut: 0, leftOut: [] };

/** Brings contacts to the server: a portion that is given again counts once. */
@Injectable()
export class ContactUpload extends PortionedUpload {
  readonly #api = inject(ImportApi);
  #importId = '';
  #portion = 0;

  readonly #outcome = signal(nothing);
  readonly outcome = this.#outcome.asReadonly();

  /** Brings `count` of them; resolves once all are there or it stands still. */
  async begin(portions: ContactPortions, count: number, rules: ImportRules): Promise<void> {
    this.#importId = newId();
    this.#portion = 0;
    this.#outcome.set(nothing);
    this.startOver(count);
    await this.goOn(portions, rules);
  }

  /** From where it stands still. */
  goOn(portions: ContactPortions, rules: ImportRules): Promise<void> {
    return this.takeAll(async (from) => {
      const contacts = [...(await portions(from))];
      if (contacts.length === 0) return 0;
      const portion = { ...rules, importId: this.#importId, portion: this.#portion, contacts };
      const answer = await firstValueFrom(this.#api.take(portion));
      this.#outcome.update((before) => sumOf(before, answer, from));
      this.#portion += 1;
      return contacts.length;
    });
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
