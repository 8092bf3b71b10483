import { computed, inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { comparableName } from '#contract/same-word';
import { LABEL_COLOURS, MOST_STAGES } from '#contract/team-setting-values';
import type { Label } from '#contract/team-settings';
import { newId } from '../../ids';
import { Labels } from '../../labels';
import { SignInStore } from '../../sign-in';
import { TeamSettings } from '../../team-settings';
import type { KnownNames, MissingNames } from './reading/contact-reader';

/** A name may have so many characters. */
const LONGEST_NAME = 40;
/** More labels than these are rather a column that holds something else. */
const MOST_LABELS_MADE = 50;

/** Makes the stages and labels that a file names and the client does not have yet. For admins. */
@Injectable()
export class NameMaking {
  readonly #labels = inject(Labels);
  readonly #settings = inject(TeamSettings);
  readonly #user = inject(SignInStore).user;

  readonly isAdmin = computed(() => this.#user()?.role === 'admin');

  canMakeStages({ stages, stageCount }: MissingNames): boolean {
    return this.isAdmin() && stages.every(isShort) && stageCount + this.#settings.stages().length <= MOST_STAGES;
  }

  canMakeLabels({ labels, labelCount }: MissingNames): boolean {
    return this.isAdmin() && labels.every(isShort) && labelCount <= MOST_LABELS_MADE;
  }

  /** What names stand for once these are made as well. Rejects where one could not be made. */
  async make({ stages, labels }: { stages: readonly string[]; labels: readonly string[] }): Promise<KnownNames> {
    if (stages.length > 0) {
      const made = stages.map((name) => ({ id: newId(), name }));
      await firstValueFrom(this.#settings.change({ stages: [...this.#settings.stages(), ...made] }));
    }
    const known = new Set(this.#labels.all().map(({ name }) => comparableName(name)));
    const made: Label[] = [];
    for (const name of labels.filter((one) => !known.has(comparableName(one)))) {
      const colour = LABEL_COLOURS[(known.size + made.length) % LABEL_COLOURS.length] ?? 'grey';
      made.push((await firstValueFrom(this.#labels.add({ name, colour }))).label);
    }
    return { stages: this.#settings.stages(), labels: [...this.#labels.all(), ...made] };
  }
}

function isShort(name: string): boolean {
  return name.length <= LONGEST_NAME;
}
