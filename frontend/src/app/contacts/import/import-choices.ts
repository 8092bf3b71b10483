import { Component, computed, inject, input, model } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { KNOWN_RULES, type KnownRule } from '#contract/contact-limits';
import { Formats } from '../../i18n';
import { TeamSettings } from '../../team-settings';
import { NameMaking } from './name-making';
import type { MissingNames } from './reading/contact-reader';

/** Of names that are missing so many are named. */
const NAMED = 10;

/** What an import makes of contacts who are there, of those without a stage, and of names that are not known. */
@Component({
  selector: 'app-import-choices',
  imports: [TranslocoDirective, TranslocoPipe],
  templateUrl: './import-choices.html',
  styleUrl: '../../ui/ticks.css',
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
      min-width: 0;
    }
    fieldset {
      display: grid;
      gap: var(--space-1);
    }
    .field {
      max-width: 320px;
    }
    .missing {
      overflow-wrap: anywhere;
    }
  `,
})
export class ImportChoices {
  readonly #making = inject(NameMaking);
  protected readonly formats = inject(Formats);
  protected readonly settings = inject(TeamSettings);
  protected readonly rules = KNOWN_RULES;

  readonly missing = input.required<MissingNames>();
  readonly known = model.required<KnownRule>();
  /** The id of a stage; empty for none. */
  readonly stage = model.required<string>();
  /** Whether what is missing is to be made. */
  readonly makesStages = model.required<boolean>();
  readonly makesLabels = model.required<boolean>();

  protected readonly isAdmin = this.#making.isAdmin;
  protected readonly kinds = computed(() => {
    const missing = this.missing();
    const all = [
      {
        kind: 'stages' as const,
        names: missing.stages,
        count: missing.stageCount,
        canBeMade: this.#making.canMakeStages(missing),
        isMade: this.makesStages(),
      },
      {
        kind: 'labels' as const,
        names: missing.labels,
        count: missing.labelCount,
        canBeMade: this.#making.canMakeLabels(missing),
        isMade: this.makesLabels(),
      },
    ];
    return all
      .filter(({ count }) => count > 0)
      .map((one) => ({ ...one, shown: one.names.slice(0, NAMED).join(', '), more: one.count - NAMED }));
  });

  protected setMade(kind: 'stages' | 'labels', isMade: boolean): void {
    (kind === 'stages' ? this.makesStages : this.makesLabels).set(isMade);
  }
}
