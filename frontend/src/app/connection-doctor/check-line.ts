import { Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Icon, Spinner } from '../ui';
import { type Progress, shownAddress } from './examination';

/** One check: an icon and a word for what it found, what that means, and what to do about it. */
@Component({
  selector: 'app-check-line',
  imports: [Icon, Spinner, TranslocoDirective],
  templateUrl: './check-line.html',
  styleUrl: './check-line.css',
  host: { '[attr.data-verdict]': 'progress().verdict' },
})
export class CheckLine {
  readonly progress = input.required<Progress>();
  /** Of the page, which an endpoint without an address of its own stands for. */
  readonly origin = input.required<string>();

  protected readonly finding = computed(() => {
    const progress = this.progress();
    return progress.verdict === 'running' ? null : progress;
  });
  /** Said only where there are several endpoints. */
  protected readonly address = computed(() => {
    const { endpoint } = this.progress();
    return endpoint === undefined ? null : shownAddress(endpoint, this.origin());
  });
}
