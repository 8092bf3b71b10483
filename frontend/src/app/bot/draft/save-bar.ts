import { Component, inject, output } from '@angular/core';
import { TranslocoDirective, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Language } from '../../i18n';
import { Icon } from '../../ui';
import type { Part } from './bot-content';
import { BotDraft } from './bot-draft';

/** What was changed and is not saved, what keeps it from being saved, and what a colleague has made of the same meanwhile. */
@Component({
  selector: 'app-save-bar',
  imports: [Icon, TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'bot.save'">
      <div role="status" class="notices">
        @if (draft.clashes().length > 0) {
          <p><svg appIcon="triangle-alert"></svg>{{ t('clash', { parts: named(draft.clashes()) }) }}</p>
        } @else if (draft.joined().length > 0) {
          <p><svg appIcon="users"></svg>{{ t('joined', { parts: named(draft.joined()) }) }}</p>
        }
      </div>
      @if (draft.isDirty()) {
        <div class="bar">
          @if (draft.failure(); as failure) {
            <p class="field-error" role="alert">{{ failure | transloco }}</p>
          } @else if (draft.faults().length > 0) {
            <p class="field-error" role="status">{{ t('faults', { count: draft.faults().length }) }}</p>
          } @else {
            <p class="dirty">{{ t('dirty') }}</p>
          }
          @if (draft.clashes().length > 0) {
            <button class="button" type="button" (click)="draft.takeTheirs()">{{ t('takeTheirs') }}</button>
            <button class="button button-primary" type="button" (click)="draft.keepMine()">{{ t('keepMine') }}</button>
          } @else {
            <button class="button" type="button" (click)="draft.discard()">{{ t('discard') }}</button>
            <button
              class="button button-primary"
              type="button"
              [attr.aria-disabled]="draft.isSending() || null"
              (click)="saved.emit()"
            >
              {{ t('save') }}
            </button>
          }
        </div>
      }
    </ng-container>
  `,
  styles: `
    :host {
      flex: none;
      background: var(--color-surface);
    }
    .notices p {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      padding: var(--space-2) var(--space-5);
      background: var(--color-warning-soft);
      color: var(--color-warning);
      font-size: var(--text-13);
    }
    .notices svg {
      flex: none;
      width: 18px;
      height: 18px;
    }
    .bar {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      align-items: center;
      justify-content: end;
      padding: var(--space-3) var(--space-5);
      border-top: 1px solid var(--color-border);
      box-shadow: var(--shadow-floating);
    }
    .bar p {
      flex: 1 1 160px;
      font-size: var(--text-13);
    }
    .dirty {
      color: var(--color-text-muted);
    }
  `,
})
export class SaveBar {
  readonly #language = inject(Language);
  readonly #transloco = inject(TranslocoService);
  protected readonly draft = inject(BotDraft);
  readonly saved = output();

  protected named(parts: readonly Part[]): string {
    const names = parts.map((part) => this.#transloco.translate(`bot.${part}.title`));
    return new Intl.ListFormat(this.#language.code()).format(names);
  }
}
