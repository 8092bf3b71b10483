import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BotAction, BotCondition, BotReply, BotRule } from '#contract/bot';
import { BotDraft } from '../draft/bot-draft';
import { FaultNote } from '../fields/fault-note';
import { ActionList } from './action-list';
import { ConditionFields } from './condition-fields';
import { ReplyFields } from './reply-fields';

/** The fields of one rule: when it fits, what is said, what is done. What is typed is in the draft at once. */
@Component({
  selector: 'app-rule-editor',
  imports: [ActionList, ConditionFields, FaultNote, ReplyFields, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bot.rules'">
      <div class="field">
        <label class="field-label" [for]="'rule-name-' + rule().id">{{ t('name') }}</label>
        <input
          #name
          class="input"
          maxlength="80"
          [id]="'rule-name-' + rule().id"
          [value]="rule().name"
          (input)="change({ name: name.value })"
        />
      </div>
      <app-condition-fields [ruleId]="rule().id" [when]="rule().when" (changed)="setCondition($event)" />
      <app-reply-fields [rule]="rule()" (changed)="setReply($event)" />
      <app-action-list [ruleId]="rule().id" [actions]="rule().actions" (changed)="setActions($event)" />
      <app-fault-note [noteId]="'rule-note-' + rule().id" [place]="place()" />
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-4);
    }
  `,
})
export class RuleEditor {
  readonly #draft = inject(BotDraft);

  readonly rule = input.required<BotRule>();
  protected readonly place = computed(() => `rules.${this.rule().id}`);

  protected change(change: Partial<BotRule>): void {
    this.#draft.changeRule(this.rule().id, change);
  }

  protected setCondition(when: BotCondition): void {
    this.change({ when });
  }

  protected setReply(reply: BotReply | null): void {
    this.change({ reply });
  }

  protected setActions(actions: BotAction[]): void {
    this.change({ actions });
  }
}
