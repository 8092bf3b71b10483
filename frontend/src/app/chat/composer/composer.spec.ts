import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { TabChannel } from '../../tabs';
import { openTab } from '../../tabs/testing/open-tab';
import { until } from '../../tabs/testing/until';
import { aMessage } from '../testing/chat-fixtures';
import type { Written } from '../sending';
import { ComposerHarness } from '../testing/composer-harness';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { Composer } from './composer';
import { Drafts } from './drafts';
import { ReplyTargets } from './reply-targets';

describe('Composer', () => {
  let fixture: ComponentFixture<Composer>;
  let composer: ComposerHarness;
  let sent: string[];
  let written: Written[];
  let realtime: FakeRealtime;

  beforeEach(async () => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    fixture = TestBed.createComponent(Composer);
    fixture.componentRef.setInput('conversationId', 'c1');
    sent = [];
    written = [];
    fixture.componentInstance.sent.subscribe((each) => written.push(each));
    fixture.componentInstance.sent.subscribe(({ text }) => sent.push(text));
    composer = await TestbedHarnessEnvironment.harnessForFixture(fixture, ComposerHarness);
  });

  it('sends on Enter, empties itself and stays ready for the next text', async () => {
    await composer.write('  Hola  ');
    await composer.pressEnter();

    expect(sent).toEqual(['Hola']);
    expect(await composer.text()).toBe('');
    expect(await composer.isFocused()).toBeTrue();
  });

  const element = () => fixture.nativeElement as HTMLElement;
  const button = (name: string) => element().querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`);

  /** Chooses files as the dialog of the browser does. */
  async function choose(...files: File[]): Promise<void> {
    const chooser = element().querySelector<HTMLInputElement>('input[type=file]');
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    if (chooser) chooser.files = chosen.files;
    chooser?.dispatchEvent(new Event('change'));
    await fixture.whenStable();
  }

  it('writes a note for the team, and is a field for messages again afterwards', async () => {
    button('Escribir una nota interna')?.click();
    await fixture.whenStable();

    expect(element().textContent).toContain('solo la ve tu equipo');
    await composer.write('Quiere factura');
    await composer.pressEnter();

    expect(written).toEqual([{ text: 'Quiere factura', isNote: true }]);
    button('Escribir una nota interna')?.click();
    await composer.write('Con gusto');
    await composer.pressEnter();

    expect(written[1]).toEqual({ text: 'Con gusto' });
  });

  it('says what is answered, sends it along once, and can be made to stop', async () => {
    const replies = TestBed.inject(ReplyTargets);
    replies.answer(aMessage(7, { conversationId: 'c1', text: '¿Abren hoy?' }));
    await fixture.whenStable();

    expect(element().querySelector('.answering')?.textContent).toContain('¿Abren hoy?');
    await composer.write('Sí');
    await composer.pressEnter();

    expect(written[0]?.quoted?.id).toBe('m7');
    expect(element().querySelector('.answering')).toBeNull();
    replies.answer(aMessage(8, { conversationId: 'c1' }));
    await fixture.whenStable();
    button('Dejar de responder')?.click();
    await composer.write('Hola');
    await composer.pressEnter();

    expect(written[1]?.quoted).toBeUndefined();
  });

  it('sends files, the first with the text; what every phone shows as what it is, the rest as documents', async () => {
    const file = (name: string, type: string) => new File(['x'], name, { type });
    await choose(file('a.jpg', 'image/jpeg'), file('b.svg', 'image/svg+xml'));

    expect(await composer.canSend()).toBeTrue();
    await composer.write('Míralo');
    await composer.pressEnter();

    expect(written.map(({ text, file: sentFile }) => [text, sentFile?.name, sentFile?.type])).toEqual([
      ['Míralo', 'a.jpg', 'image'],
      ['', 'b.svg', 'document'],
    ]);
    expect(element().querySelector('app-attached-files')).toBeNull();
  });

  it('takes files that are pasted or dropped, and says which are too large for WhatsApp', async () => {
    const carried = new DataTransfer();
    carried.items.add(new File(['x'], 'captura.png', { type: 'image/png' }));
    element()
      .querySelector('textarea')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: carried }));
    const huge = new File(['x'], 'todo.zip', { type: 'application/zip' });
    Object.defineProperty(huge, 'size', { value: 200_000_000 });
    const dropped = { files: [huge] } as unknown as DataTransfer;
    const drop = new Event('drop', { cancelable: true });
    Object.defineProperty(drop, 'dataTransfer', { value: dropped });
    element().dispatchEvent(drop);
    await fixture.whenStable();

    expect(element().querySelector('[role=alert]')?.textContent).toContain('«todo.zip» es demasiado grande');
    await composer.pressEnter();
    expect(written.map(({ file }) => file?.name)).toEqual(['captura.png']);
  });

  it('offers what else can be sent in a menu, by the arrows too', async () => {
    const asked: string[] = [];
    fixture.componentInstance.attachAsked.subscribe((what) => asked.push(what));
    document.body.append(element());
    const items = () => [...element().querySelectorAll<HTMLButtonElement>('app-attach-menu [role=menuitem]')];
    const shownItems = () => items().filter((item) => item.checkVisibility());
    await fixture.whenStable();
    button('Enviar otra cosa')?.click();
    await until(() => document.activeElement === shownItems()[0]);
    expect(shownItems().map(({ textContent }) => textContent.trim())).toEqual(['Ubicación', 'Contactos', 'Sticker']);

    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
    expect(document.activeElement?.textContent.trim()).toBe('Sticker');
    shownItems()[0]?.click();
    await until(() => shownItems().length === 0);

    expect(asked).toEqual(['location']);
  });

  it('offers nothing of the kind for a note', async () => {
    await fixture.whenStable();
    button('Escribir una nota interna')?.click();
    await fixture.whenStable();

    expect(button('Enviar otra cosa')).toBeNull();
  });

  it('says at once which files Meta takes none of on a line of its API, and attaches the others', async () => {
    fixture.componentRef.setInput('lineKind', 'cloud-api');
    const large = new File(['x'], 'fiesta.mp4', { type: 'video/mp4' });
    Object.defineProperty(large, 'size', { value: 17 * 1_048_576 });
    await choose(
      new File(['x'], 'respaldo.zip', { type: 'application/zip' }),
      large,
      new File(['x'], 'tema.m4a', { type: 'audio/x-m4a' }),
      new File(['x'], 'sin-tipo'),
      new File(['x'], 'foto.webp', { type: 'image/webp' }),
    );

    expect([...element().querySelectorAll('.refused')].map(({ textContent }) => textContent.trim())).toEqual([
      jasmine.stringContaining('«respaldo.zip» no se puede enviar: Meta solo acepta PDF'),
      '«fiesta.mp4» es demasiado grande para WhatsApp: caben 16 MB.',
    ]);
    await composer.pressEnter();

    expect(written.map(({ file }) => file?.name)).toEqual(['tema.m4a', 'sin-tipo', 'foto.webp']);
  });

  it('keeps files for the next message while a note is written', async () => {
    await choose(new File(['x'], 'a.pdf', { type: 'application/pdf' }));
    button('Escribir una nota interna')?.click();
    await fixture.whenStable();
    expect(await composer.canSend()).toBeFalse();
    await composer.write('Pide descuento');
    await composer.pressEnter();
    button('Escribir una nota interna')?.click();
    await fixture.whenStable();
    await composer.pressEnter();

    expect(written.map(({ isNote, file }) => [isNote, file?.name])).toEqual([
      [true, undefined],
      [undefined, 'a.pdf'],
    ]);
  });

  it('lets a file be taken out again', async () => {
    await choose(new File(['x'], 'a.pdf', { type: 'application/pdf' }));
    button('Quitar a.pdf')?.click();
    await fixture.whenStable();

    expect(await composer.canSend()).toBeFalse();
  });

  it('lets notes be written where nothing can be sent', async () => {
    fixture.componentRef.setInput('blocked', 'windowClosed');
    await fixture.whenStable();
    expect(element().textContent).toContain('solo deja escribirle con una plantilla aprobada');
    const [note] = [...element().querySelectorAll<HTMLButtonElement>('.blocked button')];
    note?.click();
    await composer.write('Cambió de número');
    await composer.pressEnter();

    expect(written).toEqual([{ text: 'Cambió de número', isNote: true }]);
  });

  it('says how much Meta takes on a line of its API, but not of a note', async () => {
    fixture.componentRef.setInput('lineKind', 'cloud-api');
    await composer.write('a'.repeat(4_097));
    expect(await composer.length()).toContain('caben 4,096 caracteres');
    expect(await composer.canSend()).toBeFalse();
    button('Escribir una nota interna')?.click();
    await fixture.whenStable();

    expect(await composer.canSend()).toBeTrue();
  });

  it('goes on with the keyboard in the note that was begun there, and at what can be done when it is over', async () => {
    fixture.componentRef.setInput('blocked', 'windowClosed');
    await fixture.whenStable();
    element().querySelector<HTMLButtonElement>('.blocked button')?.click();
    await fixture.whenStable();
    expect(await composer.isFocused()).toBeTrue();

    button('Escribir una nota interna')?.click();
    await fixture.whenStable();
    expect(document.activeElement).toBe(element().querySelector('.blocked button'));
  });

  it('never shows a note that was begun where messages are written', async () => {
    button('Escribir una nota interna')?.click();
    await fixture.whenStable();
    await composer.write('Es muy exigente');

    fixture.componentRef.setInput('conversationId', 'c2');
    await fixture.whenStable();
    expect([await composer.text(), await composer.attribute('placeholder')]).toEqual(['', 'Escribe un mensaje']);
    fixture.componentRef.setInput('conversationId', 'c1');
    await fixture.whenStable();
    await composer.pressEnter();

    expect(written).toEqual([{ text: 'Es muy exigente', isNote: true }]);
  });

  it('leaves an answer and an empty note with Esc, and nothing that was written', async () => {
    const escape = () => new KeyboardEvent('keydown', { key: 'Escape', cancelable: true });
    const press = (): boolean => element().querySelector('textarea')?.dispatchEvent(escape()) === false;
    TestBed.inject(ReplyTargets).answer(aMessage(1));
    await fixture.whenStable();
    expect(press()).toBeTrue();
    expect(TestBed.inject(ReplyTargets).of('c1')).toBeNull();

    button('Escribir una nota interna')?.click();
    await fixture.whenStable();
    expect(press()).toBeTrue();
    await fixture.whenStable();
    await composer.write('Hola');
    expect(press()).toBeFalse();
    expect(await composer.text()).toBe('Hola');
  });

  it('takes along what was written when it turns out to be a note, or none', async () => {
    await composer.write('Quiere factura');
    button('Escribir una nota interna')?.click();
    await fixture.whenStable();
    expect(await composer.text()).toBe('Quiere factura');
    button('Escribir una nota interna')?.click();
    await fixture.whenStable();
    await composer.pressEnter();

    expect(written).toEqual([{ text: 'Quiere factura' }]);
  });

  it('does not mix what was sent with a letter that comes right after it', () => {
    const textarea = (fixture.nativeElement as HTMLElement).querySelector('textarea');
    const type = (letters: string) => {
      textarea?.setRangeText(letters, textarea.value.length, textarea.value.length, 'end');
      textarea?.dispatchEvent(new Event('input'));
    };
    type('Hola');
    textarea?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    type('q');

    expect(sent).toEqual(['Hola']);
    expect(textarea?.value).toBe('q');
  });

  it('does not send on Shift Enter, nor while an input method is at work', async () => {
    await composer.write('Hola');
    await composer.pressEnter({ shift: true });
    await composer.pressEnterWhileComposing();

    expect(sent).toEqual([]);
  });

  it('sends nothing where there is nothing but space', async () => {
    await composer.write(' \n ');
    await composer.pressEnter();

    expect(sent).toEqual([]);
    expect(await composer.canSend()).toBeFalse();
  });

  it('sends with its button', async () => {
    await composer.write('Hola');
    await composer.clickSend();

    expect(sent).toEqual(['Hola']);
  });

  it('keeps a draft for each conversation', async () => {
    await composer.write('Para el primero');
    fixture.componentRef.setInput('conversationId', 'c2');
    expect(await composer.text()).toBe('');

    fixture.componentRef.setInput('conversationId', 'c1');

    expect(await composer.text()).toBe('Para el primero');
  });

  it('shows what is being written in another tab, and lets go of it when it is sent there', async () => {
    const drafts = TestBed.inject(Drafts);
    const otherTab = openTab(TabChannel);
    const tell = (text: string) => {
      otherTab.get(TabChannel).tell({ kind: 'draft-changed', userId: 'u1', conversationId: 'c1', text });
      return until(() => drafts.read('c1') === text);
    };
    await tell('Desde la otra pestaña');
    expect(await composer.text()).toBe('Desde la otra pestaña');

    await tell('');
    otherTab.close();

    expect(await composer.text()).toBe('');
  });

  it('counts what is left near the limit, and only there', async () => {
    await composer.write('a'.repeat(64_000));
    expect(await composer.length()).toBe('');

    await composer.write('a'.repeat(65_500));

    expect(await composer.length()).toBe('Caracteres que quedan: 36');
    expect(await composer.canSend()).toBeTrue();
  });

  it('keeps a text that is too long whole, says by how much, and does not send it', async () => {
    await composer.write('a'.repeat(65_536));
    expect(await composer.canSend()).toBeTrue();

    await composer.write('a'.repeat(67_000));
    await composer.pressEnter();

    expect(await composer.length()).toContain('demasiado largo');
    expect(await composer.length()).toMatch(/Caracteres de más: 1.?464/);
    expect((await composer.text()).length).toBe(67_000);
    expect(sent).toEqual([]);
  });

  it('tells that somebody is writing, and stops when another conversation is opened', async () => {
    fixture.componentRef.setInput('contactId', 'p1');
    await composer.write('Hol');
    await composer.write('Hola');
    expect(realtime.typing).toEqual(['start p1']);

    fixture.componentRef.setInput('conversationId', 'c2');
    fixture.componentRef.setInput('contactId', 'p2');
    await fixture.whenStable();

    expect(realtime.typing).toEqual(['start p1', 'stop p1']);
  });

  it('says why nothing can be sent', async () => {
    fixture.componentRef.setInput('blocked', 'loading');

    expect(await composer.blockedBecause()).toContain('Podrás escribir');
  });
});
