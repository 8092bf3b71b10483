import { TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { signal } from '@angular/core';
import type { CannedReply } from '#contract/team-settings';
import { CannedReplies } from '../../../canned-replies';
import { SignInStore } from '../../../sign-in';
import type { CannedReplyListHarness } from '../../testing/canned-reply-list-harness';
import { ComposerHarness } from '../../testing/composer-harness';
import { provideChatTesting, signedInUser } from '../../testing/provide-chat-testing';
import { Composer } from '../composer';

const reply = (shortcut: string, text: string): CannedReply => ({ id: shortcut, shortcut, text, createdAt: '' });
const some = [
  reply('adiós', 'Gracias por su visita'),
  reply('saludo', 'Hola {{nombre}}, soy {{agente}}'),
  reply('salida', 'Ya salió su pedido'),
];

describe('CannedReplyList', () => {
  let fixture: ComponentFixture<Composer>;
  let composer: ComposerHarness;
  let sent: string[];

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    await open();
  });

  async function open(): Promise<void> {
    fixture = TestBed.createComponent(Composer);
    fixture.componentRef.setInput('conversationId', 'c1');
    fixture.componentRef.setInput('contactName', 'Rosa');
    sent = [];
    fixture.componentInstance.sent.subscribe(({ text }) => sent.push(text));
    composer = await TestbedHarnessEnvironment.harnessForFixture(fixture, ComposerHarness);
  }

  /** The server says which ones there are. */
  async function there(items: readonly CannedReply[]): Promise<void> {
    TestBed.inject(CannedReplies);
    TestBed.tick();
    TestBed.inject(HttpTestingController).expectOne('/api/canned-replies').flush({ items });
    await fixture.whenStable();
  }

  async function list(): Promise<CannedReplyListHarness> {
    const shown = await composer.cannedReplies();
    if (!shown) throw new Error('No list is shown.');
    return shown;
  }

  it('opens with a slash, and shows what fits, the matching part marked', async () => {
    await there(some);
    await composer.write('Hola');
    expect(await composer.cannedReplies()).toBeNull();

    await composer.write('Hola /');
    expect((await (await list()).rows()).length).toBe(3);

    await composer.write('Hola /salu');
    expect(await (await list()).rows()).toEqual(['/saludoHola {{nombre}}, soy {{agente}}']);
    expect(await (await list()).marks()).toEqual(['salu']);

    await composer.write('Hola /salu ');
    expect(await composer.cannedReplies()).toBeNull();
  });

  it('takes Enter: the reply stands in place of the word, with its names, and nothing is sent', async () => {
    await there(some);
    await composer.write('Buenas. /salu');
    await composer.pressEnter();

    expect(await composer.text()).toBe('Buenas. Hola Rosa, soy Ana');
    expect(await composer.caret()).toBe(26);
    expect(await composer.isFocused()).toBeTrue();
    expect(await composer.cannedReplies()).toBeNull();
    expect(sent).toEqual([]);

    await composer.pressEnter();
    expect(sent).toEqual(['Buenas. Hola Rosa, soy Ana']);
  });

  it('is walked through with the arrows, around its ends, and tells screen readers where it is', async () => {
    await there(some);
    await composer.write('/sal');
    expect(await (await list()).active()).toContain('/salida');
    await composer.press(TestKey.DOWN_ARROW);

    expect(await (await list()).active()).toContain('/saludo');
    expect(await composer.attribute('aria-controls')).toBe('canned-replies');
    expect(await composer.attribute('aria-activedescendant')).toBe(await (await list()).activeId());

    await composer.press(TestKey.DOWN_ARROW);
    expect(await (await list()).active()).toContain('/salida');
    await composer.press(TestKey.UP_ARROW, TestKey.TAB);

    expect(await composer.text()).toBe('Hola Rosa, soy Ana');
    expect(await composer.attribute('aria-activedescendant')).toBeNull();
  });

  it('keeps the reply somebody has gone to when a colleague adds another above it', async () => {
    await there(some);
    await composer.write('/');
    await composer.press(TestKey.DOWN_ARROW);
    TestBed.inject(CannedReplies).renew();
    await there([...some, reply('aviso', 'Cerramos el lunes')]);

    expect((await (await list()).rows()).length).toBe(4);
    expect(await (await list()).active()).toContain('/salida');
  });

  it('lets a reply be clicked, in a note too', async () => {
    await there(some);
    const note = (fixture.nativeElement as HTMLElement).querySelector<HTMLButtonElement>('.note-switch');
    note?.click();
    await fixture.whenStable();
    expect(note?.getAttribute('aria-pressed')).toBe('true');
    await composer.write('/');
    await (await list()).click(0);

    expect(await composer.text()).toBe('Gracias por su visita');
    expect(await composer.isFocused()).toBeTrue();
  });

  it('stays away after Esc until another word is begun, and Enter sends then', async () => {
    await there(some);
    await composer.write('/sal');
    await composer.press(TestKey.ESCAPE);
    await composer.write('/sali');

    expect(await composer.cannedReplies()).toBeNull();
    await composer.write('/sali /');

    expect(await composer.cannedReplies()).not.toBeNull();
    await composer.press(TestKey.ESCAPE);
    await composer.pressEnter();

    expect(sent).toEqual(['/sali /']);
  });

  it('lets a text be sent that fits none', async () => {
    await there(some);
    await composer.write('/etc');

    expect(await (await list()).text()).toContain('Ninguna respuesta rápida coincide con «etc»');
    await composer.pressEnter();

    expect(sent).toEqual(['/etc']);
  });

  it('holds Enter back while the replies are on their way, and not when they cannot be had', async () => {
    await composer.write('/sal');
    expect(await (await list()).text()).toContain('Cargando');
    await composer.pressEnter();
    expect(sent).toEqual([]);

    const asked = TestBed.inject(HttpTestingController).expectOne('/api/canned-replies');
    asked.flush(null, { status: 500, statusText: 'Internal Server Error' });
    await fixture.whenStable();

    expect(await (await list()).text()).toContain('No pudimos cargar');
    await composer.pressEnter();
    expect(sent).toEqual(['/sal']);
  });

  it('closes when the text is left', async () => {
    await there(some);
    await composer.write('/sal');
    const textarea = (fixture.nativeElement as HTMLElement).querySelector('textarea');
    textarea?.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));

    expect(await composer.cannedReplies()).toBeNull();
  });

  it('shows an admin the way to make the first one', async () => {
    await there([]);
    await composer.write('/');

    expect(await (await list()).link()).toBe('/settings/canned-replies');
  });

  it('tells an agent who makes them', async () => {
    TestBed.resetTestingModule();
    const isAgent = { user: signal({ ...signedInUser, role: 'agent' }), isAdmin: signal(false) };
    TestBed.configureTestingModule({
      providers: [...provideChatTesting(), { provide: SignInStore, useValue: isAgent }],
    });
    await open();
    await there([]);
    await composer.write('/');

    expect(await (await list()).text()).toContain('Los administradores las crean en Ajustes › Respuestas rápidas');
    expect(await (await list()).link()).toBeNull();
  });
});
