import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { BOT_LIMITS, type Weekday } from '#contract/bot-limits';
import { Icon } from '../../ui';
import { BotDraft } from '../draft/bot-draft';
import { FaultNote } from '../fields/fault-note';
import { OpeningWords } from './opening-words';
import { asShown, asStored, type Span, withSpan } from './spans';

/** When somebody is there on one day of the week: in so many spans, or not at all. */
@Component({
  selector: 'app-day-row',
  imports: [FaultNote, Icon, TranslocoDirective],
  templateUrl: './day-row.html',
  styleUrl: './day-row.css',
})
export class DayRow {
  readonly #draft = inject(BotDraft);
  readonly #words = inject(OpeningWords);

  readonly day = input.required<Weekday>();
  readonly spans = input.required<readonly Span[]>();
  readonly changed = output<Span[]>();
  /** The other working days are to be like this one. */
  readonly copied = output();

  protected readonly most = BOT_LIMITS.spans;
  protected readonly asShown = asShown;
  protected readonly name = computed(() => this.#words.dayName(this.day()));

  protected placeOf(index: number): string {
    return `hours.week.${this.day()}.${index}`;
  }

  protected isWrong(index: number): boolean {
    return this.#draft.isWrongAt(this.placeOf(index));
  }

  protected change(index: number, end: 'from' | 'to', time: string): void {
    this.changed.emit(
      this.spans().map((span, place) => (place === index ? { ...span, [end]: asStored(time, end) } : span)),
    );
  }

  protected add(): void {
    this.changed.emit(withSpan(this.spans()));
  }

  protected remove(index: number): void {
    this.changed.emit(this.spans().filter((_, place) => place !== index));
  }
}
