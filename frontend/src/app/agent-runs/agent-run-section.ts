import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Contact } from '#contract/conversations';
import { Icon } from '../ui';
import { AgentRunLine } from './agent-run-line';
import { CancelRuns } from './cancel-runs';
import { RunAgentDialog } from './run-agent-dialog';

/** How far the bot is with a contact, having it write to them first, and taking that back. */
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
      @if (!isWriting()) {
        <!-- One button for both, so that it keeps the keyboard. -->
        <button
          type="button"
          class="button"
          [attr.aria-disabled]="cancelling.isSending() || null"
          (click)="isWaiting() ? cancelling.cancel([contact()]) : asking.set([contact()])"
        >
          <svg [appIcon]="isWaiting() ? 'x' : 'bot'"></svg>{{ t(isWaiting() ? 'cancel' : 'run') }}
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
  protected readonly cancelling = inject(CancelRuns);

  readonly contact = input.required<Contact>();

  /** Of whom it is asked; at most one. */
  protected readonly asking = signal<readonly Contact[]>([]);
  protected readonly isWaiting = computed(() => this.contact().agentRun?.state === 'waiting');
  /** What has begun is not taken back, nor begun again. */
  protected readonly isWriting = computed(() => this.contact().agentRun?.state === 'writing');
}
