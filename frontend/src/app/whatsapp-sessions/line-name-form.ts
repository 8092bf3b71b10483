import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { nameProblemOf } from './line-name';

/** The name of a line, edited in its place. It takes the focus when it appears; Esc leaves the name as it was. */
@Component({
  selector: 'app-line-name-form',
  imports: [TranslocoDirective],
  template: `
    <form (submit)="save($event)" (keydown.escape)="cancelled.emit()" *transloco="let t; prefix: 'whatsappSessions'">
      <input
        #field
        class="input"
        maxlength="60"
        autocomplete="off"
        [attr.aria-label]="t('nameLabel')"
        [attr.aria-invalid]="shownProblem() !== null"
        [value]="text()"
        (input)="text.set(field.value)"
      />
      <button class="button button-primary" type="submit">{{ t('saveName') }}</button>
      <button class="button" type="button" (click)="cancelled.emit()">{{ t('cancelRename') }}</button>
      @if (shownProblem(); as problem) {
        <p class="field-error" role="alert">{{ t(problem) }}</p>
      }
    </form>
  `,
  styles: `
    form {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    .input {
      flex: 1;
      min-width: 140px;
      min-height: 36px;
    }
    .field-error {
      flex-basis: 100%;
    }
  `,
})
export class LineNameForm {
  readonly name = input.required<string>();
  /** The names of the other lines. */
  readonly taken = input<readonly string[]>([]);
  readonly named = output<string>();
  readonly cancelled = output();

  /** What others make of the name meanwhile does not take away what is being typed. */
  protected readonly text = linkedSignal({ source: () => null, computation: () => untracked(this.name) });
  protected readonly tried = signal(false);
  protected readonly shownProblem = computed(() => (this.tried() ? nameProblemOf(this.text(), this.taken()) : null));
  private readonly field = viewChild<ElementRef<HTMLInputElement>>('field');

  constructor() {
    afterNextRender(() => {
      this.field()?.nativeElement.focus();
      this.field()?.nativeElement.select();
    });
  }

  protected save(event: Event): void {
    event.preventDefault();
    this.tried.set(true);
    if (this.shownProblem()) this.field()?.nativeElement.focus();
    else this.named.emit(this.text().trim());
  }
}
