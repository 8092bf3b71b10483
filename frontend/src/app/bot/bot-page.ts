import { CdkScrollable } from '@angular/cdk/scrolling';
import {
  afterNextRender,
  afterRenderEffect,
  Component,
  ElementRef,
  inject,
  Injector,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { EnhancedErrorHandlerService, Notices } from '../errors';
import { SwitchField } from '../switches';
import { Badge, ConfirmDialog, ErrorState, Icon, Skeleton } from '../ui';
import { UnsavedChanges } from '../unsaved-changes';
import { BOT_SECTIONS } from './bot-sections';
import { BotState } from './bot-state';
import { BotDraft } from './draft/bot-draft';
import { SaveBar } from './draft/save-bar';
import { PreviewPanel } from './preview/preview-panel';

/** The client's bot: its switch, which holds at once, and everything else, which is saved together. For admins. */
@Component({
  selector: 'app-bot-page',
  imports: [
    Badge,
    CdkScrollable,
    ConfirmDialog,
    ErrorState,
    Icon,
    PreviewPanel,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    SaveBar,
    Skeleton,
    SwitchField,
    TranslocoDirective,
  ],
  providers: [BotDraft],
  templateUrl: './bot-page.html',
  styleUrl: './bot-page.css',
})
export class BotPage {
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #injector = inject(Injector);
  readonly #notices = inject(Notices);
  readonly #router = inject(Router);
  protected readonly state = inject(BotState);
  protected readonly draft = inject(BotDraft);
  protected readonly unsaved = inject(UnsavedChanges);
  protected readonly sections = BOT_SECTIONS;
  /** Whether the bot is being tried, where there is no room for that beside what is edited. */
  protected readonly isTrying = signal(false);
  private readonly back = viewChild<ElementRef<HTMLElement>>('back');
  private readonly try = viewChild<ElementRef<HTMLElement>>('try');
  #wasTrying = false;

  constructor() {
    afterRenderEffect(() => {
      const isTrying = this.isTrying();
      untracked(() => {
        this.#bringFocus(isTrying);
      });
    });
  }

  protected turn(enabled: boolean): void {
    this.state.turn(enabled).subscribe({
      error: (error: unknown) => {
        this.#errors.tellFailure(error);
      },
    });
  }

  protected async save(): Promise<void> {
    if (await this.draft.save()) this.#notices.success('bot.save.saved');
    else await this.#showFirstFault();
  }

  /** Where one gives place to the other, the keyboard goes along. */
  #bringFocus(isTrying: boolean): void {
    if (isTrying === this.#wasTrying) return;
    this.#wasTrying = isTrying;
    (isTrying ? this.back() : this.try())?.nativeElement.focus();
  }

  /** Opens the section where something is wrong, and brings the keyboard there. */
  async #showFirstFault(): Promise<void> {
    const [part, ruleId] = this.draft.faults()[0]?.place.split('.') ?? [];
    const section = BOT_SECTIONS.find((each) => each.part === part);
    if (!section) return;
    this.isTrying.set(false);
    if (section.part === 'rules' && ruleId !== undefined) this.draft.openRule.set(ruleId);
    await this.#router.navigate(['/bot', section.path]);
    afterNextRender(
      () => {
        this.#element.nativeElement.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      },
      { injector: this.#injector },
    );
  }
}
