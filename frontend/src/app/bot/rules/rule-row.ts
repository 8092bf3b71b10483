import { CdkDragHandle } from '@angular/cdk/drag-drop';
import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BotRule } from '#contract/bot';
import { Switch } from '../../switches';
import { Badge, Icon } from '../../ui';
import { BotDraft } from '../draft/bot-draft';
import { RuleEditor } from './rule-editor';
import { RuleWords } from './rule-words';

/** One rule: what it does, in a line, and below that its fields while it is open. */
@Component({
  selector: 'app-rule-row',
  imports: [Badge, CdkDragHandle, Icon, RuleEditor, Switch, TranslocoDirective],
  templateUrl: './rule-row.html',
  styleUrl: './rule-row.css',
})
export class RuleRow {
  protected readonly draft = inject(BotDraft);
  protected readonly words = inject(RuleWords);

  readonly rule = input.required<BotRule>();
  /** Its place in the list, from 1, and how many there are. */
  readonly place = input.required<number>();
  readonly count = input.required<number>();
  /** So many places further down, or up. */
  readonly moved = output<1 | -1>();
  readonly copied = output();
  readonly removed = output();

  protected readonly isOpen = computed(() => this.draft.openRule() === this.rule().id);
  protected readonly name = computed(() => this.words.nameOf(this.rule()));
  protected readonly faults = computed(() => this.draft.faultsWithin(`rules.${this.rule().id}`));

  protected toggle(): void {
    this.draft.openRule.set(this.isOpen() ? null : this.rule().id);
  }

  protected turn(enabled: boolean): void {
    this.draft.changeRule(this.rule().id, { enabled });
  }

  protected move(event: Event, by: 1 | -1): void {
    event.preventDefault();
    this.moved.emit(by);
  }
}
