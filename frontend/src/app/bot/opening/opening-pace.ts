import { afterNextRender, Component, computed, ElementRef, inject, Injector, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignPace } from '#contract/campaign-rules';
import { kindOfRuns, paceOfRuns } from '#contract/pace-of-runs';
import { PaceForm, PaceWords } from '../../bulk-messages';
import { Lines } from '../../lines';
import { BotState } from '../bot-state';
import { BotDraft } from '../draft/bot-draft';
import { FaultNote } from '../fields/fault-note';

/** How fast the bot writes first and when it does not, in words until somebody wants it otherwise. */
@Component({
  selector: 'app-opening-pace',
  imports: [FaultNote, PaceForm, PaceWords, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bot.opening.pace'">
      <div>
        <h3>{{ t('title') }}</h3>
        <p class="note">{{ t('hint') }} {{ t('zone', { name: zone() }) }}</p>
      </div>
      @if (isOpen()) {
        <app-pace-form [pace]="pace()" [kind]="kind()" (attempted)="take($event)" />
      } @else {
        <p><app-pace-words [pace]="pace()" [kind]="kind()" /></p>
        <button type="button" class="button" (click)="open()">{{ t('change') }}</button>
      }
      <app-fault-note noteId="opening-pace-note" place="opening.pace" />
    </ng-container>
  `,
  styleUrl: '../section.css',
  styles: `
    .button {
      justify-self: start;
    }
  `,
})
export class OpeningPace {
  readonly #draft = inject(BotDraft);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #injector = inject(Injector);
  readonly #lines = inject(Lines);
  readonly #bot = inject(BotState).bot;

  protected readonly changing = signal(false);
  /** What is wrong with it has to be seen. */
  protected readonly isOpen = computed(() => this.changing() || this.#draft.isWrongAt('opening.pace'));
  protected readonly kind = computed(() => kindOfRuns(this.#lines.all()));
  protected readonly pace = computed(() => {
    const { pace } = this.#draft.content()?.opening ?? {};
    return pace ?? paceOfRuns(this.kind());
  });
  protected readonly zone = computed(() => this.#bot()?.timeZone ?? '');

  /** The button for it gives place to the choices, and so does the keyboard. */
  protected open(): void {
    this.changing.set(true);
    afterNextRender(() => this.#element.querySelector<HTMLElement>('input:checked')?.focus(), {
      injector: this.#injector,
    });
  }

  protected take(pace: CampaignPace): void {
    const opening = this.#draft.content()?.opening;
    if (opening) this.#draft.change({ opening: { ...opening, pace } });
  }
}
