import { TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import type { Role } from '#contract/accounts';
import type { Conversation } from '#contract/conversations';
import palette from '../../../public/i18n/palette/es.json';
import settings from '../../../public/i18n/settings/es.json';
import { Appearance } from '../appearance';
import { OpenConversations } from '../chat/conversation/open-conversations';
import { aConversation, aConversationPage } from '../chat/testing/chat-fixtures';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting, signedInUser } from '../chat/testing/provide-chat-testing';
import { SignInStore } from '../sign-in';
import type { Choice } from './choice';
import { Palette } from './palette';
import { PaletteHarness } from './testing/palette-harness';

describe('the palette', () => {
  let fixture: ComponentFixture<Palette>;
  let shown: PaletteHarness;
  let server: HttpTestingController;
  let realtime: FakeRealtime;
  let chosen: Choice[];

  beforeEach(() => {
    jasmine.clock().install();
    realtime = new FakeRealtime();
    chosen = [];
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    localStorage.clear();
  });

  async function open(role: Role = 'agent'): Promise<void> {
    const clientCode = role === 'operator' ? null : 'demo';
    const user = signal({ ...signedInUser, role, clientCode });
    TestBed.configureTestingModule({
      providers: [
        ...provideChatTesting(realtime, { 'palette/es': palette, 'settings/es': settings }),
        { provide: SignInStore, useValue: { user, isAdmin: signal(role === 'admin') } },
      ],
    });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(Palette);
    fixture.componentInstance.chosen.subscribe((choice) => chosen.push(choice));
    shown = await TestbedHarnessEnvironment.harnessForFixture(fixture, PaletteHarness);
  }

  const person = (number: number, name: string, changes: Partial<Conversation> = {}) => {
    const conversation = aConversation(number, changes);
    return { ...conversation, contact: { ...conversation.contact, name, phoneNumber: null } };
  };

  async function answer(request: TestRequest, ...items: Conversation[]): Promise<void> {
    request.flush(aConversationPage(items));
    await fixture.whenStable();
  }

  /** What the list of the chat holds. */
  async function listHolds(...items: Conversation[]): Promise<void> {
    const ofList = ({ url, params }: { url: string; params: { get(name: string): string | null } }) =>
      url === '/api/conversations' && params.get('limit') === '50';
    await answer(server.expectOne(ofList), ...items);
  }

  const asked = (q: string | null, filter: 'all' | 'closed') =>
    server.expectOne(
      ({ url, params }) =>
        url === '/api/conversations' &&
        params.get('limit') === '8' &&
        params.get('q') === q &&
        params.get('filter') === filter,
    );

  async function write(text: string): Promise<void> {
    await shown.write(text);
    jasmine.clock().tick(200);
  }

  /** The rows of one group. */
  async function rowsOf(group: string): Promise<string[]> {
    const rows = await shown.rows();
    const [from] = [rows.indexOf(`${group}:`) + 1];
    const to = rows.findIndex((row, index) => index > from && row.endsWith(':'));
    return from === 0 ? [] : rows.slice(from, to < 0 ? undefined : to);
  }

  it('begins with the conversations that were opened lately, then those heard from last', async () => {
    await open();
    await listHolds(person(1, 'Ana'), person(2, 'Rosa'), person(3, 'Luis'));
    await answer(asked(null, 'all'), person(1, 'Ana'), person(4, 'Pepe'));
    const lately = TestBed.inject(OpenConversations);
    lately.open('c3', person(3, 'Luis'));
    lately.open('c2', person(2, 'Rosa'));
    await shown.write('x');
    await shown.write('');
    await answer(asked(null, 'all'), person(1, 'Ana'), person(4, 'Pepe'));

    expect(await rowsOf('Conversaciones')).toEqual(['Rosa', 'Luis', 'Ana', 'Pepe']);
    expect(await shown.active()).toBe('Rosa');
  });

  it('shows what is held at once, and behind it what the server finds, closed ones too', async () => {
    await open();
    await listHolds(person(1, 'Susana Gil'), person(2, 'Ana Ruiz'), person(3, 'Rosa'));
    await write('ana');
    expect(await rowsOf('Conversaciones')).toEqual(['Ana Ruiz', 'Susana Gil']);
    expect(await shown.marks()).toEqual(['Ana', 'ana']);

    asked('ana', 'all').flush(aConversationPage([person(4, 'Anabel'), person(2, 'Ana Ruiz')]));
    await answer(asked('ana', 'closed'), person(5, 'Ana Paz', { status: 'closed' }));

    expect(await rowsOf('Conversaciones')).toEqual(['Ana Ruiz', 'Susana Gil', 'Anabel', 'Ana PazCerrada']);
  });

  it('finds numbers however they are written', async () => {
    await open();
    await write('+52 (55) 12');

    asked('525512', 'all').flush(aConversationPage([aConversation(1)]));
    await answer(asked('525512', 'closed'));

    const [row = ''] = await rowsOf('Conversaciones');
    expect(row.replaceAll(' ', '')).toBe('Person1+521551234561');
  });

  it('goes up and down with the arrows and around the ends, and opens with Enter', async () => {
    await open();
    await listHolds(person(2, 'Ana'), person(1, 'Anabel'));
    await write('ana');
    await shown.press(TestKey.DOWN_ARROW);
    expect(await shown.active()).toBe('Anabel');
    await shown.press(TestKey.DOWN_ARROW);
    expect(await shown.active()).toBe('Ana');
    await shown.press(TestKey.UP_ARROW);
    expect(await shown.active()).toBe('Anabel');

    await shown.press(TestKey.ENTER);

    const navigate = spyOn(TestBed.inject(Router), 'navigate').and.resolveTo(true);
    expect(chosen.map(({ text }) => text)).toEqual(['Anabel']);
    chosen[0]?.take(fixture.componentRef.injector.get(Router) as never);
    expect(navigate).toHaveBeenCalledOnceWith(['/chat', 'c1']);
  });

  it('stays on what somebody has gone to when more is found, until they type on', async () => {
    await open();
    await listHolds(person(2, 'Ana'), person(1, 'Anabel'));
    await write('ana');
    await shown.pointAt(1);
    asked('ana', 'all').flush(aConversationPage([person(3, 'Ana Paz')]));
    await answer(asked('ana', 'closed'));
    expect(await shown.active()).toBe('Anabel');

    await write('anab');
    await write('ana');
    expect(await shown.active()).toBe('Ana');
  });

  it('takes Enter ahead of the server’s answer for the first that it finds', async () => {
    await open();
    await write('zoe');
    await shown.press(TestKey.ENTER);
    expect(chosen).toEqual([]);
    expect(await shown.status()).toBe('Buscando…');

    asked('zoe', 'all').flush(aConversationPage([person(7, 'Zoé')]));
    await answer(asked('zoe', 'closed'));

    expect(chosen.map(({ text }) => text)).toEqual(['Zoé']);
  });

  it('says that only what is held can be found while the server is out of reach', async () => {
    await open();
    await listHolds(person(1, 'Ana'));
    realtime.connectionIs('offline');
    await write('ana');

    expect(await rowsOf('Conversaciones')).toEqual(['Ana']);
    expect(await shown.status()).toContain('No se puede preguntar al servidor');
  });

  it('says that too where the server does not answer the search, and finds when it does', async () => {
    await open();
    await write('zoe');
    asked('zoe', 'closed').flush(aConversationPage([]));
    asked('zoe', 'all').error(new ProgressEvent('error'));
    await fixture.whenStable();
    expect(await shown.status()).toContain('No se puede preguntar al servidor');

    jasmine.clock().tick(5_000);
    asked('zoe', 'all').flush(aConversationPage([person(7, 'Zoé')]));
    await answer(asked('zoe', 'closed'));
    expect(await rowsOf('Conversaciones')).toEqual(['Zoé']);
  });

  it('says that nothing fits', async () => {
    await open();
    await write('xyz');
    asked('xyz', 'all').flush(aConversationPage([]));
    await answer(asked('xyz', 'closed'));

    expect(await shown.rows()).toEqual([]);
    expect(await shown.status()).toBe('Nada coincide con «xyz».');
    expect(await shown.active()).toBeNull();
  });

  it('has a screen that is meant before people whose names only contain the word', async () => {
    await open();
    await listHolds(person(1, 'Baja Ajustes'));
    await write('ajus');
    expect((await shown.rows()).slice(0, 2)).toEqual(['Pantallas:', 'Ajustes']);

    await write('etiq');
    expect(await rowsOf('Pantallas')).toEqual(['Ajustes › Etiquetas']);
  });

  it('has a person whose name begins with the word before everything else', async () => {
    await open();
    await listHolds(person(1, 'Chatita Pérez'));
    await write('chat');

    expect(await shown.active()).toBe('Chatita Pérez');
  });

  it('has the screens of a role, and no others', async () => {
    await open('agent');
    expect(await rowsOf('Pantallas')).toEqual([
      'Chat',
      'Panel',
      'Envíos masivos',
      'Contactos',
      'Ajustes',
      'Ajustes › Mi cuenta',
      'Ajustes › Notificaciones',
      'Ajustes › Idioma y tema',
      'Ajustes › Etiquetas',
      'Ajustes › Respuestas rápidas',
      'Diagnóstico de la conexión',
    ]);
  });

  it('shows an operator no conversations, and asks for none', async () => {
    await open('operator');

    expect(await rowsOf('Pantallas')).toEqual([
      'Clientes',
      'Ajustes',
      'Ajustes › Mi cuenta',
      'Ajustes › Idioma y tema',
      'Diagnóstico de la conexión',
    ]);
    expect(await rowsOf('Acciones')).not.toContain('Nueva conversación');
    server.expectNone(({ url }) => url === '/api/conversations');
  });

  it('finds actions by other words as well, and leaves out what is so already', async () => {
    await open();
    expect(await rowsOf('Acciones')).toEqual([
      'Nueva conversación',
      'Nuevo envío masivo',
      'Tema: Claro',
      'Tema: Oscuro',
      'Idioma: English',
      'Atajos de teclado',
      'Cerrar sesión',
    ]);
    await write('salir');
    expect(await rowsOf('Acciones')).toEqual(['Cerrar sesión']);

    await write('oscuro');
    await shown.press(TestKey.ENTER);
    chosen[0]?.take(null as never);
    expect(TestBed.inject(Appearance).theme()).toBe('dark');
    TestBed.inject(Appearance).use('system');
  });
});
