import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import {
  type CampaignPace,
  type LineKind,
  PACE_LIMITS,
  PACE_PROFILES,
  type PaceProfile,
  PACES,
  riskOf,
} from '#contract/campaign-rules';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import { type PaceFault, paceFaults } from './pace-faults';

const riskIcons = { low: 'circle-check', medium: 'circle-alert', high: 'triangle-alert' } as const;

/** How fast messages leave: one of the paces there are, or figures of one's own within what the line allows. */
@Component({
  selector: 'app-pace-form',
  imports: [Icon, TranslocoDirective],
  templateUrl: './pace-form.html',
  styleUrl: './pace-form.css',
})
export class PaceForm {
  protected readonly formats = inject(Formats);

  readonly pace = input.required<CampaignPace>();
  readonly kind = input.required<LineKind>();
  /** What somebody wants it to be, once all of it is possible. */
  readonly changed = output<CampaignPace>();

  protected readonly profiles = PACE_PROFILES;
  protected readonly riskIcons = riskIcons;
  /** As typed, which may not be possible. */
  protected readonly typed = linkedSignal(() => this.pace());
  protected readonly limits = computed(() => PACE_LIMITS[this.kind()]);
  protected readonly faults = computed(() => paceFaults(this.typed(), this.kind()));
  protected readonly risk = computed(() => riskOf(this.typed(), this.kind()));

  /** What a pace of this name comes to; the one in use where it is one's own. */
  protected figuresOf(profile: PaceProfile): Record<string, string> {
    const pace = profile === 'own' ? this.typed() : PACES[this.kind()][profile];
    const number = (value: number): string => this.formats.number(value);
    const { from, to } = pace.gapSeconds;
    return { from: number(from), to: number(to), perMinute: number(pace.perMinute), perDay: number(pace.perDay) };
  }

  protected faultAt(fault: PaceFault): boolean {
    return this.faults().includes(fault);
  }

  /** Quiet hours and the warm-up stay as they were chosen. */
  protected choose(profile: PaceProfile): void {
    const { quietHours, warmUp } = this.typed();
    this.#take(
      profile === 'own' ? { ...this.typed(), profile } : { ...PACES[this.kind()][profile], quietHours, warmUp },
    );
  }

  protected change(change: Partial<CampaignPace>): void {
    this.#take({ ...this.typed(), ...change });
  }

  protected changeGap(change: Partial<CampaignPace['gapSeconds']>): void {
    this.change({ gapSeconds: { ...this.typed().gapSeconds, ...change } });
  }

  /** A time that is half typed is none yet. */
  protected changeQuiet(change: Partial<NonNullable<CampaignPace['quietHours']>>): void {
    const { quietHours } = this.typed();
    if (!quietHours || Object.values(change).includes('')) return;
    this.change({ quietHours: { ...quietHours, ...change } });
  }

  protected turnQuiet(isOn: boolean): void {
    this.change({ quietHours: isOn ? PACES[this.kind()].careful.quietHours : null });
  }

  #take(pace: CampaignPace): void {
    this.typed.set(pace);
    if (this.faults().length === 0) this.changed.emit(pace);
  }
}
