import { Component, computed, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Contact } from '#contract/conversations';
import { Icon } from '../ui';
import { AgentRunLine } from './agent-run-line';
import { RunAgentDialog } from './run-agent-dialog';

/** How far the bot is with a contact, and having it write to them first. */
@Component({
  selector: 'app-agent-run-section',
  imports: [AgentRunLine, Icon, RunAgentDialog, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'agentRuns'">
      <div role="status">
        @if (contact().agentRun; as run) {
          <app-agent-run-line [run]="run" room="all" />
        }
      </div>
      @if (isOffered()) {
        <button type="button" class="button" (click)="asking.set([contact()])">
          <svg appIcon="bot"></svg>{{ t('run') }}
        </button>
      }
      @for (one of asking(); track one) {
        <!-- What closes the dialog closes nothing behind it. -->
        <app-run-agent-dialog
          [contacts]="asking()"
          (closed)="asking.set([])"
          (keydown.escape)="$event.stopPropagation()"
        />
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-2);
      justify-items: start;
    }
    [role='status']:empty {
      display: none;
    }
  `,
})
export class AgentRunSection {
  readonly contact = input.required<Contact>();

  /** Of whom it is asked; at most one. */
  protected readonly asking = signal<readonly Contact[]>([]);
  /** Not while it is with them already. */
  protected readonly isOffered = computed(() => !isWithThem(this.contact()));
}

function isWithThem({ agentRun }: Contact): boolean {
  return agentRun?.state === 'waiting' || agentRun?.state === 'writing';
}
