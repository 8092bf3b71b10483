import { Component, computed, type ElementRef, input, viewChild } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { FieldNote } from './field-note';

let areas = 0;

/** Several lines to type, what they are, and what is wrong with them. What helps to write them goes inside. */
@Component({
  selector: 'app-text-area',
  imports: [FieldNote, FormField],
  template: `
    <div class="field">
      <label class="field-label" [for]="id">{{ label() }}</label>
      <textarea
        #area
        class="input"
        rows="5"
        [id]="id"
        [formField]="field()"
        [attr.aria-invalid]="isWrong()"
        [attr.aria-describedby]="id + '-note'"
      ></textarea>
      <app-field-note [noteId]="id + '-note'" [field]="field()" [tried]="tried()" [hint]="hint()" />
      <ng-content />
    </div>
  `,
  styles: `
    textarea {
      min-height: 96px;
      line-height: 1.45;
      resize: vertical;
      field-sizing: content;
      max-height: 40dvh;
    }
  `,
})
export class TextArea {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly field = input.required<FieldTree<string>>();
  /** Whether it is time to say what is wrong. */
  readonly tried = input.required<boolean>();

  protected readonly id = `setting-text-${++areas}`;
  protected readonly isWrong = computed(() => this.tried() && this.field()().errors().length > 0);
  private readonly area = viewChild.required<ElementRef<HTMLTextAreaElement>>('area');

  /** Puts this where the caret is, in the place of what is selected, and goes on there. */
  insert(text: string): void {
    const area = this.area().nativeElement;
    area.focus();
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
