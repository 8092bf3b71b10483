import { Component, computed, ElementRef, inject, input, linkedSignal, output } from '@angular/core';
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
import { figuresOf } from './pace-figures';
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
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly formats = inject(Formats);

  readonly pace = input.required<CampaignPace>();
  readonly kind = input.required<LineKind>();
  /** What somebody wants it to be, once all of it is possible. */
  readonly changed = output<CampaignPace>();
  /** What somebody has typed, whether it is possible or not. */
  readonly attempted = output<CampaignPace>();

  protected readonly profiles = PACE_PROFILES;
  protected readonly riskIcons = riskIcons;
  /** As typed, which may not be possible: then it stays until it is, whatever was saved before. */
  protected readonly typed = linkedSignal<CampaignPace, CampaignPace>({
    source: () => this.pace(),
    computation: (pace, before) => (before && paceFaults(before.value, this.kind()).length > 0 ? before.value : pace),
  });
  protected readonly limits = computed(() => PACE_LIMITS[this.kind()]);
  readonly #faults = computed(() => paceFaults(this.typed(), this.kind()));
  /** Of what is in use: what is not possible risks nothing. */
  protected readonly risk = computed(() => riskOf(this.isPossible() ? this.typed() : this.pace(), this.kind()));

  /** Whether all that is typed can be saved. */
  readonly isPossible = computed(() => this.#faults().length === 0);

  /** Leads to the first field with something that is not possible. */
  focusFault(): void {
    this.#element.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }

  /** What a pace of this name comes to. */
  protected figuresOf(profile: Exclude<PaceProfile, 'own'>): ReturnType<typeof figuresOf> {
    return figuresOf(PACES[this.kind()][profile], this.formats);
  }

  protected hasFault(...faults: PaceFault[]): boolean {
    return faults.some((fault) => this.#faults().includes(fault));
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

  /** A time that is half typed is none yet; once its field is left, it is none at all. */
  protected changeQuiet(end: 'from' | 'to', time: string, isLeft = false): void {
    const { quietHours } = this.typed();
    if (!quietHours || time === quietHours[end] || (time === '' && !isLeft)) return;
    this.change({ quietHours: { ...quietHours, [end]: time } });
  }

  protected turnQuiet(isOn: boolean): void {
    this.change({ quietHours: isOn ? PACES[this.kind()].careful.quietHours : null });
  }

  #take(pace: CampaignPace): void {
    this.typed.set(pace);
    this.attempted.emit(pace);
    if (this.isPossible()) this.changed.emit(pace);
  }
}
