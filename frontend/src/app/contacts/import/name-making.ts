import { computed, inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { comparableName, sameWord } from '#contract/same-word';
import { LABEL_COLOURS, MOST_CONTACT_FIELDS, MOST_STAGES } from '#contract/team-setting-values';
import type { Label, NamedSetting } from '#contract/team-settings';
import { newId } from '../../ids';
import { Labels } from '../../labels';
import { SignInStore } from '../../sign-in';
import { TeamSettings } from '../../team-settings';
import type { KnownNames, MissingNames } from './reading/contact-reader';

/** A name may have so many characters. */
const LONGEST_NAME = 40;
/** More labels than these are rather a column that holds something else. */
const MOST_LABELS_MADE = 50;

/** What was made for an import, by name. */
export interface MadeNames {
  readonly stages: readonly string[];
  readonly labels: readonly string[];
  readonly fields: readonly string[];
}

const nothing: MadeNames = { stages: [], labels: [], fields: [] };

/** Makes the stages, labels and fields that a file names and the client does not have yet. For admins. */
@Injectable()
export class NameMaking {
  readonly #labels = inject(Labels);
  readonly #settings = inject(TeamSettings);
  readonly #user = inject(SignInStore).user;

  readonly #made = signal(nothing);

  readonly isAdmin = computed(() => this.#user()?.role === 'admin');
  /** Since this was reset last. */
  readonly made = this.#made.asReadonly();

  reset(): void {
    this.#made.set(nothing);
  }

  canMakeStages({ stages, stageCount }: MissingNames): boolean {
    return this.isAdmin() && stages.every(isShort) && stageCount + this.#settings.stages().length <= MOST_STAGES;
  }

  canMakeLabels({ labels, labelCount }: MissingNames): boolean {
    return this.isAdmin() && labels.every(isShort) && labelCount <= MOST_LABELS_MADE;
  }

  /** Whether a column of this title can be imported into a field of that name, which is there and not among these, or is made. */
  canMakeField(title: string, used: readonly string[]): boolean {
    if (!this.isAdmin() || title === '' || !isShort(title)) return false;
    const field = this.#fieldOf(title);
    if (field) return !used.includes(field.id);
    return this.#settings.contactFields().length < MOST_CONTACT_FIELDS;
  }

  /** The id of the field of this name. Rejects where it could not be made. */
  async makeField(name: string): Promise<string> {
    const field = this.#fieldOf(name);
    if (field) return field.id;
    const made = { id: newId(), name };
    await firstValueFrom(this.#settings.change({ contactFields: [...this.#settings.contactFields(), made] }));
    this.#made.update((before) => ({ ...before, fields: [...before.fields, name] }));
    return made.id;
  }

  /** What names stand for once these are made as well. Rejects where one could not be made. */
  async make({ stages, labels }: { stages: readonly string[]; labels: readonly string[] }): Promise<KnownNames> {
    if (stages.length > 0) {
      const made = stages.map((name) => ({ id: newId(), name }));
      await firstValueFrom(this.#settings.change({ stages: [...this.#settings.stages(), ...made] }));
      this.#made.update((before) => ({ ...before, stages: [...before.stages, ...stages] }));
    }
    const known = new Set(this.#labels.all().map(({ name }) => comparableName(name)));
    const made: Label[] = [];
    for (const name of labels.filter((one) => !known.has(comparableName(one)))) {
      const colour = LABEL_COLOURS[(known.size + made.length) % LABEL_COLOURS.length] ?? 'grey';
      made.push((await firstValueFrom(this.#labels.add({ name, colour }))).label);
      this.#made.update((before) => ({ ...before, labels: [...before.labels, name] }));
    }
    return { stages: this.#settings.stages(), labels: [...this.#labels.all(), ...made] };
  }

  #fieldOf(name: string): NamedSetting | undefined {
    return this.#settings.contactFields().find((field) => sameWord(field.name, name));
  }
}

function isShort(name: string): boolean {
  return name.length <= LONGEST_NAME;
}
