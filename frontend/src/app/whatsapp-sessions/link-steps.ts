import { Component, input } from '@angular/core';
import { StepPicture, type StepScene } from './step-picture';

export interface LinkStep {
  readonly scene: StepScene;
  readonly text: string;
}

/** What to do on the phone, one step after the other, each with its picture. */
@Component({
  selector: 'app-link-steps',
  imports: [StepPicture],
  template: `
    <ol class="steps" [attr.aria-label]="heading()">
      @for (step of steps(); track step.text) {
        <li>
          <app-step-picture [scene]="step.scene" />
          <span class="number" aria-hidden="true">{{ $index + 1 }}</span>
          <span>{{ step.text }}</span>
        </li>
      }
    </ol>
  `,
  styles: `
    :host {
      display: block;
    }
    .steps {
      display: grid;
      gap: var(--space-4);
    }
    li {
      display: grid;
      grid-template-columns: 56px 24px minmax(0, 1fr);
      align-items: center;
      gap: var(--space-3);
    }
    .number {
      display: grid;
      place-items: center;
      width: 24px;
      height: 24px;
      border-radius: 50%;
      background: var(--color-accent-soft);
      color: var(--color-on-accent-soft);
      font-size: var(--text-13);
      font-weight: 650;
    }
  `,
})
export class LinkSteps {
  /** What the steps lead to, for those who hear them. */
  readonly heading = input.required<string>();
  readonly steps = input.required<readonly LinkStep[]>();
}
