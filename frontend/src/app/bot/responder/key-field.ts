import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  inject,
  Injector,
  input,
  output,
  viewChild,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Icon } from '../../ui';
import { BotDraft } from '../draft/bot-draft';
import { FaultNote } from '../fields/fault-note';

/** A secret that is never shown again once it is saved: it is there, it is replaced, or it is taken away. */
@Component({
  selector: 'app-key-field',
  imports: [FaultNote, Icon, TranslocoDirective],
  template: `
    <div class="field" *transloco="let t; prefix: 'bot.responder'">
      <label class="field-label" for="responder-key">{{ t('key') }}</label>
      @if (isKept()) {
        <p class="kept">
          <svg appIcon="key-round"></svg>{{ t('keyKept') }}
          <button type="button" class="button" (click)="begin()">{{ t('keyReplace') }}</button>
          <button type="button" class="button" (click)="changed.emit(null)">{{ t('keyRemove') }}</button>
        </p>
      } @else {
        <div class="row">
          <input
            #box
            class="input"
            id="responder-key"
            type="password"
            autocomplete="off"
            maxlength="500"
            aria-describedby="responder-key-note"
            [value]="value() ?? ''"
            [attr.aria-invalid]="isWrong() || null"
            (input)="changed.emit(box.value === '' && !hasKey() ? undefined : box.value)"
          />
          @if (hasKey()) {
            <button type="button" class="button" (click)="changed.emit(undefined)">{{ t('keyKeep') }}</button>
          }
        </div>
      }
      <app-fault-note noteId="responder-key-note" place="responder.key" [hint]="t(hintKey())" />
    </div>
  `,
  styles: `
    .kept,
    .row {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      align-items: center;
    }
    .row .input {
      flex: 1 1 160px;
      width: auto;
    }
    svg {
      width: 18px;
      height: 18px;
      color: var(--color-success);
    }
  `,
})
export class KeyField {
  readonly #draft = inject(BotDraft);
  readonly #injector = inject(Injector);

  /** Undefined where it stays as it is, null where it is taken away. */
  readonly value = input.required<string | null | undefined>();
  /** Whether the server has one for this address. */
  readonly hasKey = input.required<boolean>();
  /** It has one that was given for another address. */
  readonly losesKey = input.required<boolean>();
  readonly changed = output<string | null | undefined>();

  protected readonly isKept = computed(() => this.hasKey() && this.value() === undefined);
  protected readonly isWrong = computed(() => this.#draft.isWrongAt('responder.key'));
  protected readonly hintKey = computed(() => {
    if (this.losesKey() && !this.value()) return 'keyLost';
    return this.hasKey() && this.value() === null ? 'keyRemoved' : 'keyHint';
  });
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');

  protected begin(): void {
    this.changed.emit('');
    afterNextRender(
      () => {
        this.box()?.nativeElement.focus();
      },
      { injector: this.#injector },
    );
  }
}
