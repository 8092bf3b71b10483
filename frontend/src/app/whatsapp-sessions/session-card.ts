import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { formatPhoneNumber, Formats } from '../i18n';
import { Badge, Icon } from '../ui';
import { CloudDetails } from './cloud-api/cloud-details';
import { QualityBadge } from './cloud-api/quality-badge';
import { LineNameForm } from './line-name-form';
import { LineTimes } from './line-times';
import { LinkPanel } from './link-panel';
import {
  type AskedCode,
  keepsCredentials,
  type MessagesToday,
  needsCredentials,
  secondsUntil,
  type ShownQr,
  toneOf,
} from './session-state';
import { durationOf, refusalOf, wordsOf } from './session-words';

/** One line: what state it is in, why, what happens next, and what an admin can do about it. */
@Component({
  selector: 'app-session-card',
  imports: [
    Badge,
    CdkMenu,
    CdkMenuItem,
    CdkMenuTrigger,
    CloudDetails,
    Icon,
    LineNameForm,
    LinkPanel,
    QualityBadge,
    TranslocoDirective,
  ],
  templateUrl: './session-card.html',
  styleUrl: './session-card.css',
  host: { class: 'card' },
})
export class SessionCard {
  readonly #injector = inject(Injector);
  readonly #times = inject(LineTimes);
  protected readonly formats = inject(Formats);

  readonly session = input.required<WhatsAppSession>();
  /** All lines: names tell them apart. */
  readonly lines = input<readonly WhatsAppSession[]>([]);
  readonly qr = input<ShownQr>();
  /** The pairing code that was asked for in this tab. */
  readonly asked = input<AskedCode>();
  /** Null until they are known. */
  readonly today = input<MessagesToday | null>(null);
  /** Epoch milliseconds, moving on each second. */
  readonly now = input.required<number>();
  /** Whether the server is out of reach: what is shown is what was last known. */
  readonly offline = input(false);
  /** Whether an action's answer is awaited. */
  readonly busy = input(false);
  /** Whether what Meta says of it, and how it is set up there, is looked at. */
  readonly detailsShown = input(false);

  readonly connect = output();
  /** The number of a phone that is to be linked by typing a code. */
  readonly codeAsked = output<string>();
  /** Gives a link up that has not been scanned yet: nothing is lost. */
  readonly cancelLink = output();
  readonly renamed = output<string>();
  readonly historyAsked = output();
  /** Other credentials are to be entered for a line over Meta's Cloud API. */
  readonly credentialsAsked = output();
  readonly detailsToggled = output();
  readonly unlink = output();
  readonly remove = output();

  protected readonly renaming = signal(false);
  private readonly more = viewChild('more', { read: ElementRef });

  protected readonly tone = computed(() => toneOf(this.session()));
  protected readonly words = computed(() => wordsOf(this.session()));
  protected readonly number = computed(() => {
    const { phoneNumber } = this.session();
    return phoneNumber && formatPhoneNumber(phoneNumber);
  });
  /** Stays when the link is gone. */
  protected readonly lastNumber = computed(() => {
    const { lastPhoneNumber } = this.session();
    return lastPhoneNumber && formatPhoneNumber(lastPhoneNumber);
  });
  protected readonly otherNames = computed(() =>
    this.lines()
      .filter(({ id }) => id !== this.session().id)
      .map(({ name }) => name),
  );
  /** Its number from before, else that of another line: businesses have theirs in one country, mostly. */
  protected readonly neighbour = computed(
    () => this.session().lastPhoneNumber ?? this.lines().find(({ phoneNumber }) => phoneNumber)?.phoneNumber ?? null,
  );
  protected readonly refusal = computed(() => refusalOf(this.session(), this.lines()));
  /** Since when it has been as it is; for a linked line that is not open, since when no connection has held. */
  protected readonly since = computed(() => {
    const { since, downSince } = this.session();
    const time = downSince ?? since;
    return { word: downSince ? 'downSince' : 'since', time, ago: this.#times.ago(time, this.now()) };
  });
  protected readonly retry = computed(() => {
    const { state, retryAt } = this.session();
    if (state !== 'retrying' || !retryAt) return null;
    if (this.offline()) return { word: 'offline.retry', time: this.#times.precise(retryAt) };
    const seconds = secondsUntil(retryAt, this.now());
    return seconds > 0 ? { word: 'retryIn', time: durationOf(seconds) } : { word: 'retryNow', time: '' };
  });
  /** The word on the button that brings the line up, or null where there is nothing to press. */
  protected readonly connectWord = computed(() => {
    const { state, reason } = this.session();
    if (state === 'retrying') return 'tryNow';
    if (state === 'stopped') return 'connectAgain';
    if (state !== 'unlinked') return null;
    if (this.isCloud()) return this.hasCredentials() ? 'connectAgain' : null;
    return reason === 'qr_expired' ? 'newCode' : 'connect';
  });
  protected readonly isCloud = computed(() => this.session().kind === 'cloud-api');
  protected readonly hasCredentials = computed(() => keepsCredentials(this.session()));
  /** Whether what is wrong is mended, or the line is used again, by entering other credentials. */
  protected readonly wantsCredentials = computed(() => this.isCloud() && needsCredentials(this.session()));
  protected readonly linked = computed(() =>
    this.isCloud() ? this.hasCredentials() : !['unlinked', 'linking'].includes(this.session().state),
  );
  /** A line that never had a number has no messages to count. */
  protected readonly counts = computed(() => {
    const today = this.today();
    return today && (this.lastNumber() || today.received + today.sent > 0) ? today : null;
  });

  /** Another code of the kind that went by: to scan, or to type into the phone it was asked for. */
  protected bringUp(): void {
    const asked = this.connectWord() === 'newCode' ? this.asked() : undefined;
    if (asked) this.codeAsked.emit(asked.number);
    else this.connect.emit();
  }

  protected startRenaming(): void {
    this.renaming.set(true);
  }

  protected rename(name: string): void {
    if (name !== this.session().name) this.renamed.emit(name);
    this.stopRenaming();
  }

  /** The focus goes back to where the person came from. */
  protected stopRenaming(): void {
    this.renaming.set(false);
    afterNextRender(() => (this.more()?.nativeElement as HTMLElement | undefined)?.focus(), {
      injector: this.#injector,
    });
  }
}
