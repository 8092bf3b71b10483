import { Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { DeviceNotices } from './device-notices';

/** Lets a person decide whether this device tells of new messages, and says what is in the way. */
@Component({
  selector: 'app-device-switch',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'notices'">
      <p class="label" id="device-notices">{{ t('device') }}</p>
      <p class="state" role="status">{{ t('state.' + state()) }}</p>
      @if (canChange()) {
        <button
          type="button"
          class="button"
          aria-describedby="device-notices"
          [disabled]="state() === 'asking'"
          (click)="change()"
        >
          {{ t(isOn() ? 'turnOff' : 'turnOn') }}
        </button>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
      justify-items: start;
    }
    .label {
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
  `,
})
export class DeviceSwitch {
  readonly #device = inject(DeviceNotices);

  protected readonly state = this.#device.state;
  protected readonly isOn = this.#device.isOn;
  protected readonly canChange = computed(() => !['blocked', 'impossible'].includes(this.state()));

  protected change(): void {
    void (this.isOn() ? this.#device.turnOff() : this.#device.turnOn());
  }
}
