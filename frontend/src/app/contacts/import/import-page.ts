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
import { catchError, concat, EMPTY, from, map, type Observable, of, switchMap } from 'rxjs';
import type { ImportPreview, PreviewImportRequest } from '#contract/contact-import';
import { IMPORT_OUTCOMES, type KnownRule, MOST_IMPORTED } from '#contract/contact-limits';
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
import { carriedOf, REPEATED_LINE } from './reading/contact-rows';

const sources = ['file', 'pasted'] as const;
/** Of up to so many rows is asked what will come of each; of more only for those that are shown. */
const MOST_ASKED = 5_000;
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
  readonly #texts = inject(TranslocoService);
  protected readonly formats = inject(Formats);
  protected readonly labels = inject(Labels);
  protected readonly making = inject(NameMaking);
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
  /** What will come of the good rows from this place on, as far as the server has said. */
  readonly #preview = signal<{ from: number; items: ImportPreview['items'] }>({ from: 0, items: [] });
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
  /** Those without anything in them are missed by nobody. */
  protected readonly columnsLeftOut = computed(() => {
    this.#language.code();
    const meanings = this.read.mapping()?.meanings ?? [];
    return this.read
      .columns()
      .map(({ title, samples }, place) => {
        const name = title || this.#texts.translate('tableFiles.columns.untitled', { place: place + 1 });
        return { title, name, samples, place };
      })
      .filter(({ samples, place }) => samples.length > 0 && meanings[place] === 'ignore');
  });
  protected readonly carried = computed(() => {
    const [columns, { meanings }] = [this.read.columns(), this.read.mapping() ?? { meanings: [] }];
    const fields = new Map(this.settings.contactFields().map(({ id, name }) => [`field/${id}`, name]));
    return carriedOf(meanings).map((place) => fields.get(meanings[place] ?? '') ?? columns[place]?.title ?? '');
  });
  protected readonly remarks = computed(() => {
    this.#language.code();
    const [preview, shown] = [this.#preview(), this.read.shown().from];
    const items = preview.items.slice(Math.max(0, shown - preview.from)).slice(0, PREVIEW_ROWS);
    return items.map(({ outcome, reason, optedOut }) => {
      const said = this.#say(reason === undefined ? `outcome.${outcome}` : `reason.${reason}`);
      return optedOut ? `${said} · ${this.#say('optedOut')}` : said;
    });
  });
  /** What the import will do, in words: how many of each, once that is known of all and does not hang on what is made first. */
  protected readonly action = computed(() => {
    this.#language.code();
    const { items } = this.#preview();
    const [ready, { stageCount, labelCount }] = [this.read.ready(), this.missing()];
    const makes = (this.makesStages() && stageCount > 0) || (this.makesLabels() && labelCount > 0);
    if (items.length < ready || makes)
      return this.#say(ready === 1 ? 'beginOne' : 'begin', { count: this.formats.number(ready) });
    const counts = IMPORT_OUTCOMES.map((outcome) => ({
      outcome,
      count: items.filter((item) => item.outcome === outcome).length,
    })).filter(({ count }) => count > 0);
    const said = counts.map(({ outcome, count }) =>
      this.#say(`counts.${outcome}${count === 1 ? 'One' : ''}`, { count: this.formats.number(count) }),
    );
    return this.#say('beginWith', { counts: said.join(', ') });
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
      if (this.read.state() !== 'checked' || this.upload.state() !== 'idle' || this.read.ready() === 0) return null;
      const rules = { known: this.known(), stage: this.stage() || null, missing: this.missing() };
      if (this.read.ready() <= MOST_ASKED) return { ...rules, first: null };
      return this.read.shown().kind === 'ready' ? { ...rules, first: this.read.shown().from } : null;
    });
    toObservable(asked)
      .pipe(
        switchMap((wanted) => {
          this.#preview.set({ from: wanted?.first ?? 0, items: [] });
          if (wanted === null) return EMPTY;
          const { known, stage, first } = wanted;
          return (first === null ? this.#askAll({ known, stage }) : this.#askShown({ known, stage }, first)).pipe(
            catchError(() => EMPTY),
          );
        }),
        takeUntilDestroyed(),
      )
      .subscribe((items) => {
        this.#preview.update((before) => ({ ...before, items: [...before.items, ...items] }));
      });
  }

  protected choose(source: (typeof sources)[number]): void {
    this.source.set(source);
    this.clear();
  }

  protected take(file: File): void {
    this.upload.reset();
    this.making.reset();
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
    this.making.reset();
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
    this.making.reset();
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
      ROW_PROBLEMS.map((name) => [
        name,
        this.#texts.translate(`tableFiles.rows.problems.${name}`, { line: REPEATED_LINE }),
      ]),
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

  /** What will come of those that are shown from this place on. */
  #askShown(rules: Omit<PreviewImportRequest, 'contacts'>, first: number): Observable<ImportPreview['items']> {
    return from(this.read.batch(first, PREVIEW_ROWS)).pipe(
      switchMap((contacts) => this.#api.preview({ ...rules, contacts: [...contacts] })),
      map(({ items }) => items),
    );
  }

  /** What will come of all from this place on, portion by portion. */
  #askAll(rules: Omit<PreviewImportRequest, 'contacts'>, first = 0): Observable<ImportPreview['items']> {
    return from(this.#portions(first)).pipe(
      switchMap((contacts) => {
        if (contacts.length === 0) return EMPTY;
        const rest = first + contacts.length;
        return this.#api
          .preview({ ...rules, contacts: [...contacts] })
          .pipe(
            switchMap(({ items }) =>
              rest < this.read.ready() ? concat(of(items), this.#askAll(rules, rest)) : of(items),
            ),
          );
      }),
    );
  }

  async #name(known: KnownNames): Promise<void> {
    this.missing.set(await this.read.more({ kind: 'names', known }));
  }

  async #makeNames(): Promise<void> {
    const missing = this.missing();
    const names = await this.making.make({
      stages: this.makesStages() && this.making.canMakeStages(missing) ? missing.stages : [],
      labels: this.makesLabels() && this.making.canMakeLabels(missing) ? missing.labels : [],
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

  #say(key: string, values: Readonly<Record<string, string>> = {}): string {
    return this.#texts.translate(`contacts.import.${key}`, values);
  }
}
