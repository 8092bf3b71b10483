import { Component, inject, input, type OnInit, output } from '@angular/core';
import { maxLength, validate } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';
import { SHORTCUT } from '#contract/team-setting-values';
import type { CannedReply, CreateCannedReplyRequest } from '#contract/team-settings';
import { CannedReplies } from '../../canned-replies';
import { Icon } from '../../ui';
import { FormDialog } from '../forms/form-dialog';
import { notBlank } from '../forms/not-blank';
import { SavedForm } from '../forms/saved-form';
import { TextArea } from '../forms/text-area';
import { TextField } from '../forms/text-field';

/** The shortcut and the text of a canned reply, of a new one or of one there is. */
@Component({
  selector: 'app-canned-reply-editor',
  imports: [FormDialog, Icon, TextArea, TextField, TranslocoDirective],
  template: `
    <app-form-dialog
      *transloco="let t; prefix: 'settings.canned-replies'"
      [heading]="t(reply() ? 'edit' : 'new')"
      [action]="t('save')"
      [form]="form"
      (closed)="closed.emit()"
    >
      <app-text-field
        [label]="t('shortcut')"
        [hint]="t('shortcutHint')"
        [capitals]="false"
        [field]="form.tree.shortcut"
        [tried]="form.tried()"
      />
      <app-text-area #text [label]="t('text')" [field]="form.tree.text" [tried]="form.tried()">
        <div class="variables">
          @for (variable of ['contact', 'firstName', 'agent']; track variable) {
            <button class="button" type="button" (click)="text.insert(braced(t(variable + 'Variable')))">
              <svg appIcon="plus"></svg>
              {{ t(variable + 'Insert') }}
            </button>
          }
        </div>
        <p class="field-hint">
          <code>{{ braced(t('contactVariable')) }}</code> {{ t('contactMeans') }}
          <code>{{ braced(t('firstNameVariable')) }}</code> {{ t('firstNameMeans') }}
          <code>{{ braced(t('agentVariable')) }}</code> {{ t('agentMeans') }}
        </p>
      </app-text-area>
    </app-form-dialog>
  `,
  styles: `
    .variables {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    .variables .button {
      min-height: 32px;
      padding: 0 var(--space-3);
      font-size: var(--text-13);
    }
    @media (pointer: coarse) {
      .variables .button {
        min-height: 44px;
      }
    }
  `,
})
export class CannedReplyEditor implements OnInit {
  readonly #replies = inject(CannedReplies);

  /** The one to change; null for a new one. */
  readonly reply = input.required<CannedReply | null>();
  readonly closed = output();

  protected readonly form = new SavedForm<CreateCannedReplyRequest>({
    from: { shortcut: '', text: '' },
    schema: (path) => {
      notBlank(path.shortcut);
      validate(path.shortcut, ({ value }) => (SHORTCUT.test(bare(value())) ? undefined : { kind: 'shortcut' }));
      notBlank(path.text);
      maxLength(path.text, 4_096);
    },
    send: ({ shortcut, text }) => {
      const reply = this.reply();
      const value = { shortcut: bare(shortcut), text: text.trim() };
      return reply ? this.#replies.change(reply.id, value) : this.#replies.add(value);
    },
  });

  ngOnInit(): void {
    const reply = this.reply();
    if (reply) this.form.reset({ shortcut: reply.shortcut, text: reply.text });
  }

  protected braced(variable: string): string {
    return `{{${variable}}}`;
  }
}

/** People type the slash as well. */
function bare(shortcut: string): string {
  return shortcut.trim().replace(/^\//, '').toLowerCase();
}
