import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  Injector,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { catchError, EMPTY, from, switchMap } from 'rxjs';
import type { ImportPreview } from '#contract/contact-import';
import { type KnownRule, MOST_IMPORTED } from '#contract/contact-limits';
import { EnhancedErrorHandlerService } from '../../errors';
import { Formats, Language } from '../../i18n';
import { Labels } from '../../labels';
import { Lines } from '../../lines';
import { ROW_PROBLEMS, type RowKind, type RowProblem } from '../../table-files/checked-rows';
import { ConsentField } from '../../table-files/consent-field';
import { FileDrop } from '../../table-files/file-drop';
import { PREVIEW_ROWS } from '../../table-files/read-table';
import { ReadingState } from '../../table-files/reading-state';
import { RowPreview } from '../../table-files/row-preview';
import { TeamSettings } from '../../team-settings';
import { ConfirmDialog, ErrorState, Icon, Skeleton } from '../../ui';
import { UnsavedChanges } from '../../unsaved-changes';
import { ColumnMeanings } from './column-meanings';
import { ContactUpload, type ImportRules } from './contact-upload';
import { ImportApi } from './import-api';
import { ImportChoices } from './import-choices';
import { ImportResult } from './import-result';
import { NameMaking } from './name-making';
import { ReadContacts } from './read-contacts';
import type { ContactMapping, ContactTable, KnownNames, MissingNames } from './reading/contact-reader';
import { carriedOf } from './reading/contact-rows';

const sources = ['file', 'pasted'] as const;
const nothingMissing: MissingNames = { stages: [], labels: [], stageCount: 0, labelCount: 0 };

/** Brings contacts in from a file or from what was pasted: what its columns hold, what comes of each row, and the import. */
@Component({
  selector: 'app-import-page',
  imports: [
    ColumnMeanings,
    ConfirmDialog,
    ConsentField,
    ErrorState,
    FileDrop,
    Icon,
    ImportChoices,
    ImportResult,
    ReadingState,
    RouterLink,
    RowPreview,
    Skeleton,
    TranslocoDirective,
    TranslocoPipe,
  ],
  templateUrl: './import-page.html',
  styleUrl: './import-page.css',
  providers: [ContactUpload, NameMaking, ReadContacts],
})
export class ImportPage {
  readonly #api = inject(ImportApi);
  readonly #document = inject(DOCUMENT);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #injector = inject(Injector);
  readonly #language = inject(Language);
  readonly #lines = inject(Lines).all;
  readonly #making = inject(NameMaking);
  readonly #texts = inject(TranslocoService);
  protected readonly formats = inject(Formats);
  protected readonly labels = inject(Labels);
  protected readonly read = inject(ReadContacts);
  protected readonly settings = inject(TeamSettings);
  protected readonly unsaved = inject(UnsavedChanges);
  protected readonly upload = inject(ContactUpload);

  protected readonly sources = sources;
  protected readonly source = signal<(typeof sources)[number]>('file');
  protected readonly fileName = signal('');
  protected readonly pasted = signal('');
  protected readonly known = signal<KnownRule>('fill');
  protected readonly stage = signal('');
  protected readonly makesStages = signal(false);
  protected readonly makesLabels = signal(false);
  protected readonly missing = signal<MissingNames>(nothingMissing);
  /** Of the rows that are shown, as far as the server has said. */
  readonly #preview = signal<ImportPreview['items']>([]);
  /** Whether names are being made, before the first portion leaves. */
  protected readonly preparing = signal(false);
  #rules: ImportRules | null = null;
  /** Where the browser has the file that was handed out last. */
  #address = '';

  /** What the client has must be known before columns and names can be understood. */
  protected readonly isReady = computed(() => this.settings.all() !== undefined && this.labels.isKnown());
  protected readonly failed = computed(() => this.settings.failed() || this.labels.failed());
  protected readonly isTooMany = computed(() => this.read.ready() > MOST_IMPORTED);
  protected readonly isBusy = computed(() => this.preparing() || this.upload.state() === 'taking');
  protected readonly carried = computed(() => {
    const [columns, { meanings }] = [this.read.columns(), this.read.mapping() ?? { meanings: [] }];
    const fields = new Map(this.settings.contactFields().map(({ id, name }) => [`field/${id}`, name]));
    return carriedOf(meanings).map((place) => fields.get(meanings[place] ?? '') ?? columns[place]?.title ?? '');
  });
  protected readonly remarks = computed(() => {
    this.#language.code();
    return this.#preview().map(({ outcome, reason, optedOut }) => {
      const said = this.#say(reason === undefined ? `outcome.${outcome}` : `reason.${reason}`);
      return optedOut ? `${said} · ${this.#say('optedOut')}` : said;
    });
  });
  private readonly consent = viewChild(ConsentField);

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.#forgetFile();
    });
    this.unsaved.watch(() => this.read.state() === 'checked' && this.upload.state() !== 'done');
    effect(() => {
      const isChecked = this.read.state() === 'checked';
      const names = { stages: this.settings.stages(), labels: this.labels.all() };
      untracked(() => {
        if (isChecked && !this.isBusy()) void this.#name(names);
      });
    });
    const asked = computed(() => {
      const { kind, from: first } = this.read.shown();
      const isWanted = kind === 'ready' && this.read.rows().length > 0 && this.upload.state() === 'idle';
      return isWanted ? { first, known: this.known(), stage: this.stage() || null, missing: this.missing() } : null;
    });
    toObservable(asked)
      .pipe(
        switchMap((wanted) => {
          this.#preview.set([]);
          if (wanted === null) return EMPTY;
          const { first, known, stage } = wanted;
          return from(this.read.batch(first, PREVIEW_ROWS)).pipe(
            switchMap((contacts) => this.#api.preview({ known, stage, contacts: [...contacts] })),
            catchError(() => EMPTY),
          );
        }),
        takeUntilDestroyed(),
      )
      .subscribe(({ items }) => {
        this.#preview.set(items);
      });
  }

  protected choose(source: (typeof sources)[number]): void {
    this.source.set(source);
    this.clear();
  }

  protected take(file: File): void {
    this.upload.reset();
    this.fileName.set(file.name);
    void this.read.readFile(file, this.#known());
  }

  /** What was read of an older text is not what would be imported. */
  protected write(text: string): void {
    this.pasted.set(text);
    this.read.clear();
  }

  protected checkPasted(): void {
    this.upload.reset();
    if (this.pasted().trim() !== '') void this.read.readList(this.pasted(), this.#known());
  }

  protected remap(mapping: ContactMapping): void {
    this.upload.reset();
    void this.read.map(mapping);
  }

  protected show({ kind, from }: { kind: RowKind; from: number }): void {
    void this.read.show(kind, from);
  }

  protected clear(): void {
    this.read.clear();
    this.upload.reset();
    this.fileName.set('');
    this.pasted.set('');
    this.missing.set(nothingMissing);
  }

  protected retry(): void {
    this.settings.renew();
    this.labels.renew();
  }

  protected async begin(): Promise<void> {
    // A second click comes before the button is gone.
    if (this.isBusy()) return;
    const consent = this.consent()?.demand() ?? null;
    if (consent === null) return;
    this.#rules = { known: this.known(), stage: this.stage() || null, consent };
    this.preparing.set(true);
    try {
      await this.#makeNames();
    } catch (error) {
      this.#errors.tellFailure(error);
      return;
    } finally {
      this.preparing.set(false);
    }
    await this.upload.begin(this.#portions, this.read.ready(), this.#rules);
    this.#showResult();
  }

  protected async goOn(): Promise<void> {
    if (this.#rules === null || this.isBusy()) return;
    await this.upload.goOn(this.#portions, this.#rules);
    this.#showResult();
  }

  /** Hands out those left out, with why, to be mended and given again. */
  protected async saveLeftOut(): Promise<void> {
    const words = Object.fromEntries(
      ROW_PROBLEMS.map((name) => [name, this.#texts.translate(`tableFiles.rows.problems.${name}`)]),
    ) as Record<RowProblem, string>;
    const rows = this.upload.outcome().leftOut.map(({ index, reason }) => ({
      index,
      why: this.#say(`reason.${reason}`),
    }));
    const blob = await this.read.more({ kind: 'leftOut', rows, words, heading: this.#say('why') });
    this.#forgetFile();
    this.#address = URL.createObjectURL(blob);
    const link = this.#document.createElement('a');
    link.href = this.#address;
    link.download = this.#say('leftOutFile');
    link.click();
  }

  #forgetFile(): void {
    if (this.#address !== '') URL.revokeObjectURL(this.#address);
  }

  readonly #portions = (first: number) => this.read.more({ kind: 'portion', from: first });

  async #name(known: KnownNames): Promise<void> {
    this.missing.set(await this.read.more({ kind: 'names', known }));
  }

  async #makeNames(): Promise<void> {
    const missing = this.missing();
    const names = await this.#making.make({
      stages: this.makesStages() && this.#making.canMakeStages(missing) ? missing.stages : [],
      labels: this.makesLabels() && this.#making.canMakeLabels(missing) ? missing.labels : [],
    });
    await this.#name(names);
  }

  #showResult(): void {
    if (this.upload.state() !== 'done') return;
    afterNextRender(() => this.#document.getElementById('import-result')?.focus(), { injector: this.#injector });
  }

  #known(): ContactTable['known'] {
    const line = this.#lines().find(({ lastPhoneNumber }) => lastPhoneNumber !== null);
    return {
      neighbour: line?.lastPhoneNumber ?? '',
      fields: this.settings.contactFields(),
      stages: this.settings.stages(),
      labels: this.labels.all(),
    };
  }

  #say(key: string): string {
    return this.#texts.translate(`contacts.import.${key}`);
  }
}
