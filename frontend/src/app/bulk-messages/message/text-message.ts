import { Component, computed, type ElementRef, input, output, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { LineKind } from '#contract/campaign-rules';
import { VariableChips } from './variable-chips';
import { longestText } from './written-message';

/** The text of a message, with variables put in where the caret is. */
@Component({
  selector: 'app-text-message',
  imports: [TranslocoDirective, VariableChips],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.message'">
      <div class="field">
        <label class="field-label" for="bulk-text">{{ t(hasFile() ? 'caption' : 'text') }}</label>
        <textarea
          #area
          class="input"
          id="bulk-text"
          rows="6"
          aria-describedby="bulk-text-note bulk-unknown"
          [value]="text()"
          [attr.aria-invalid]="isTooLong() || isFaulty() || null"
          (input)="changed.emit(area.value)"
        ></textarea>
        <p [class]="isTooLong() ? 'field-error' : 'field-hint'" id="bulk-text-note" aria-live="polite">
          {{ t(isTooLong() ? 'tooLong' : 'marks', { limit: longest() }) }}
        </p>
      </div>
      <app-variable-chips [names]="variables()" (chosen)="putIn($event)" />
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    textarea {
      min-height: 140px;
      max-height: 50dvh;
      line-height: 1.45;
      resize: vertical;
      field-sizing: content;
    }
  `,
})
export class TextMessage {
  readonly text = input.required<string>();
  readonly kind = input.required<LineKind>();
  readonly hasFile = input.required<boolean>();
  readonly variables = input.required<readonly string[]>();
  /** Whether what it says cannot be sent, for a reason that stands in `#bulk-unknown`. */
  readonly isFaulty = input.required<boolean>();
  readonly changed = output<string>();

  protected readonly longest = computed(() => longestText(this.kind(), this.hasFile()));
  protected readonly isTooLong = computed(() => this.text().length > this.longest());
  private readonly area = viewChild.required<ElementRef<HTMLTextAreaElement>>('area');

  /** Where the caret is, or in place of what is marked. */
  protected putIn(variable: string): void {
    const area = this.area().nativeElement;
    area.focus();
    area.setRangeText(variable, area.selectionStart, area.selectionEnd, 'end');
    this.changed.emit(area.value);
  }
}
