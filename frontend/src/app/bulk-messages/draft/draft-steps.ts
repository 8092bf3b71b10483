import { Component, computed, effect, inject, untracked } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { Icon } from '../../ui';
import { CampaignStore } from '../campaigns/campaign-store';
import { LineTemplates } from '../message/line-templates';
import { DraftLine } from './draft-line';
import { isDone, STEPS } from './steps';

/** The steps of a draft, each of which can be gone to at any time. */
@Component({
  selector: 'app-draft-steps',
  imports: [Icon, RouterLink, RouterLinkActive, TranslocoDirective],
  template: `
    <nav *transloco="let t; prefix: 'bulkMessages.steps'" [attr.aria-label]="t('label')">
      <ol>
        @for (step of steps(); track step.name; let index = $index) {
          <li>
            <a [routerLink]="step.name" routerLinkActive="active" ariaCurrentWhenActive="step">
              <span class="mark" aria-hidden="true">
                @if (step.isDone) {
                  <svg appIcon="check"></svg>
                } @else {
                  {{ index + 1 }}
                }
              </span>
              {{ t(step.name) }}
              @if (step.isDone) {
                <span class="visually-hidden">{{ t('done') }}</span>
              }
            </a>
          </li>
        }
      </ol>
    </nav>
  `,
  styles: `
    ol {
      display: flex;
      gap: var(--space-1);
      overflow-x: auto;
    }
    li {
      flex: 1 0 auto;
    }
    a {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      justify-content: center;
      min-height: 44px;
      padding: 0 var(--space-3);
      border-bottom: 3px solid var(--color-border);
      color: var(--color-text-muted);
      font-weight: 550;
      text-decoration: none;
      white-space: nowrap;
    }
    a:focus-visible {
      outline-offset: -2px;
    }
    a.active {
      border-color: var(--color-accent);
      color: var(--color-text);
    }
    .mark {
      display: grid;
      place-items: center;
      width: 22px;
      height: 22px;
      border-radius: 50%;
      background: var(--color-hover);
      font-size: var(--text-12);
    }
    .mark svg {
      width: 14px;
      height: 14px;
      color: var(--color-success);
    }
    @media (max-width: 600px) {
      a {
        padding: 0 var(--space-2);
        font-size: var(--text-13);
      }
      .mark {
        display: none;
      }
    }
  `,
})
export class DraftSteps {
  readonly #campaign = inject(CampaignStore).campaign;
  readonly #line = inject(DraftLine);
  readonly #templates = inject(LineTemplates);

  protected readonly steps = computed(() => {
    const campaign = this.#campaign();
    const template = this.#templates.find(campaign?.message?.template?.templateId);
    const means = { kind: this.#line.kind(), template };
    return STEPS.map((name) => ({ name, isDone: campaign !== null && isDone(name, campaign, means) }));
  });

  constructor() {
    effect(() => {
      const campaign = this.#campaign();
      if (campaign?.message?.template) {
        untracked(() => {
          this.#templates.follow(campaign.sessionId);
        });
      }
    });
  }
}
