import {
  afterNextRender,
  Component,
  type ElementRef,
  input,
  linkedSignal,
  output,
  untracked,
  viewChild,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

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
        [value]="text()"
        (input)="text.set(field.value)"
      />
      <button class="button button-primary" type="submit" [disabled]="!text().trim()">{{ t('saveName') }}</button>
      <button class="button" type="button" (click)="cancelled.emit()">{{ t('cancelRename') }}</button>
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
  `,
})
export class LineNameForm {
  readonly name = input.required<string>();
  readonly named = output<string>();
  readonly cancelled = output();

  /** What others make of the name meanwhile does not take away what is being typed. */
  protected readonly text = linkedSignal({ source: () => null, computation: () => untracked(this.name) });
  private readonly field = viewChild<ElementRef<HTMLInputElement>>('field');

  constructor() {
    afterNextRender(() => {
      this.field()?.nativeElement.focus();
      this.field()?.nativeElement.select();
    });
  }

  protected save(event: Event): void {
    event.preventDefault();
    const name = this.text().trim();
    if (name) this.named.emit(name);
  }
}
