import { Component, input, type OnInit, output } from '@angular/core';
import { maxLength, validate } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Observable } from 'rxjs';
import { sameWord } from '#contract/same-word';
import { FormDialog } from '../forms/form-dialog';
import { notBlank } from '../forms/not-blank';
import { SavedForm } from '../forms/saved-form';
import { TextField } from '../forms/text-field';

/** The name of something that has nothing else. */
@Component({
  selector: 'app-name-editor',
  imports: [FormDialog, TextField, TranslocoDirective],
  template: `
    <app-form-dialog
      *transloco="let t; prefix: 'settings.team'"
      [heading]="heading()"
      [action]="t('save')"
      [form]="form"
      (closed)="closed.emit()"
    >
      <app-text-field [label]="t('name')" [field]="form.tree.name" [tried]="form.tried()" />
    </app-form-dialog>
  `,
})
export class NameEditor implements OnInit {
  readonly heading = input.required<string>();
  /** What it begins with. */
  readonly name = input.required<string>();
  /** Names that others have. */
  readonly taken = input.required<readonly string[]>();
  readonly send = input.required<(name: string) => Observable<unknown>>();
  readonly closed = output();

  protected readonly form = new SavedForm({
    from: { name: '' },
    schema: (path) => {
      notBlank(path.name);
      maxLength(path.name, 40);
      validate(path.name, ({ value }) => {
        const name = value().trim();
        return this.taken().some((other) => sameWord(other, name)) ? { kind: 'taken' } : undefined;
      });
    },
    send: ({ name }) => this.send()(name.trim()),
  });

  ngOnInit(): void {
    this.form.reset({ name: this.name() });
  }
}
