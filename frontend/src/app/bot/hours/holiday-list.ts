import { afterNextRender, Component, ElementRef, inject, Injector, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Bot } from '#contract/bot';
import { BOT_LIMITS } from '#contract/bot-limits';
import { Icon } from '../../ui';
import { BotDraft } from '../draft/bot-draft';
import { FaultNote } from '../fields/fault-note';

type Holiday = Bot['hours']['holidays'][number];

/** Days on which nobody is there, whatever the weekday. */
@Component({
  selector: 'app-holiday-list',
  imports: [FaultNote, Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bot.hours'">
      <ul>
        @for (holiday of holidays(); track $index) {
          @let noteId = 'holiday-' + $index;
          <li>
            <input
              #day
              class="input day"
              type="date"
              max="9999-12-31"
              [attr.aria-label]="t('day')"
              [attr.aria-invalid]="isWrong($index) || null"
              [attr.aria-describedby]="noteId"
              [value]="holiday.day"
              (change)="change($index, { day: day.value })"
            />
            <input
              #name
              class="input name"
              maxlength="80"
              [attr.aria-label]="t('dayName')"
              [placeholder]="t('dayName')"
              [value]="holiday.name"
              (input)="change($index, { name: name.value })"
            />
            <button
              type="button"
              class="button button-icon"
              [attr.aria-label]="t('removeDay', { place: $index + 1 })"
              (click)="remove($index)"
            >
              <svg appIcon="x"></svg>
            </button>
            <app-fault-note [noteId]="noteId" [place]="placeOf($index)" />
          </li>
        }
      </ul>
      @if (holidays().length < most) {
        <div>
          <button type="button" class="button add" (click)="add()"><svg appIcon="plus"></svg>{{ t('addDay') }}</button>
        </div>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-3);
    }
    ul {
      display: grid;
      gap: var(--space-2);
    }
    ul:empty {
      display: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1) var(--space-2);
      align-items: center;
    }
    .day {
      flex: 0 1 160px;
      min-width: 0;
    }
    .name {
      flex: 1 1 120px;
      min-width: 0;
    }
    li .button {
      color: var(--color-text-muted);
    }
    app-fault-note {
      flex-basis: 100%;
    }
  `,
})
export class HolidayList {
  readonly #draft = inject(BotDraft);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);

  readonly holidays = input.required<readonly Holiday[]>();
  readonly changed = output<Holiday[]>();

  protected readonly most = BOT_LIMITS.holidays;

  protected placeOf(index: number): string {
    return `hours.holidays.${index}`;
  }

  protected isWrong(index: number): boolean {
    return this.#draft.isWrongAt(this.placeOf(index));
  }

  protected change(index: number, change: Partial<Holiday>): void {
    this.changed.emit(this.holidays().map((each, place) => (place === index ? { ...each, ...change } : each)));
  }

  protected add(): void {
    this.changed.emit([...this.holidays(), { day: '', name: '' }]);
    this.#focus('li:last-child .day');
  }

  protected remove(index: number): void {
    this.changed.emit(this.holidays().filter((_, place) => place !== index));
    this.#focus('.add');
  }

  #focus(selector: string): void {
    afterNextRender(
      () => {
        this.#element.nativeElement.querySelector<HTMLElement>(selector)?.focus();
      },
      { injector: this.#injector },
    );
  }
}
