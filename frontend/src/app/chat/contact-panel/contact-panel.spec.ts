import { TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { UpdateContactRequest } from '#contract/contacts';
import type { Contact, Conversation } from '#contract/conversations';
import type { Media, Message } from '#contract/messages';
import { Lines } from '../../lines';
import { aColleague, presenceChanged } from '../../presence/testing/presence-fixtures';
import {
  aContact,
  aConversation,
  aConversationPage,
  aGroup,
  aMessage,
  contactChanged,
  newMessage,
} from '../testing/chat-fixtures';
import { ContactPanelHarness } from '../testing/contact-panel-harness';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { MessageTargets } from '../message-search/message-targets';
import { ContactPanel } from './contact-panel';

const settings = {
  stages: ['Nuevo', 'Cliente'].map((name) => ({ id: name.toLowerCase(), name })),
  contactFields: [
    { id: 'f1', name: 'RFC' },
    { id: 'f2', name: 'Talla' },
  ],
  readReceipts: true,
  timeZone: 'America/Bogota',
};

describe('The panel of a contact', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let fixture: ComponentFixture<ContactPanel>;
  let panel: ContactPanelHarness;
  let closed: number;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({
      providers: [
        provideChatTesting(realtime),
        {
          provide: Lines,
          useValue: { all: () => [], find: (id: string) => (id === 's9' ? null : { name: `Línea ${id}` }) },
        },
      ],
    });
    server = TestBed.inject(HttpTestingController);
    closed = 0;
  });

  /** Creates it; nothing is answered yet. */
  async function open(conversation: Conversation = aConversation(1)): Promise<void> {
    fixture = TestBed.createComponent(ContactPanel);
    fixture.componentRef.setInput('conversation', conversation);
    fixture.componentRef.setInput('form', 'beside');
    fixture.componentInstance.closed.subscribe(() => (closed += 1));
    TestBed.tick();
    server.expectOne('/api/settings').flush({ settings });
    panel = await TestbedHarnessEnvironment.harnessForFixture(fixture, ContactPanelHarness);
  }

  async function show(contact: Partial<Contact> = {}, conversation?: Conversation): Promise<void> {
    await open(conversation);
    await answer('/api/contacts/p1', { contact: aContact(1, contact), epoch: 'e1', seq: 10 });
  }

  /** Answers what was asked for at this address. */
  async function answer(address: string, body: object): Promise<void> {
    server.expectOne(({ url, method }) => method === 'GET' && url === address).flush(body);
    await fixture.whenStable();
  }

  async function refuse(request: TestRequest, status: number, type = 'unavailable'): Promise<void> {
    request.flush({ type, title: type, status }, { status, statusText: type });
    await fixture.whenStable();
  }

  const saves = () => server.match(({ method, url }) => method === 'PATCH' && url === '/api/contacts/p1');
  const changes = () => saves().map(({ request }) => request.body as UpdateContactRequest);

  /** The one change that was asked for and is not answered yet. */
  function save(): TestRequest {
    const [request, ...others] = saves();
    expect(others).toEqual([]);
    if (!request) throw new Error('Nothing was saved.');
    return request;
  }

  async function store(request: TestRequest, contact: Partial<Contact>): Promise<void> {
    request.flush({ contact: aContact(1, contact), epoch: 'e1', seq: contact.version ?? 1 });
    await fixture.whenStable();
  }

  async function hear(contact: Partial<Contact>): Promise<void> {
    realtime.emit('contact_updated', contactChanged(aContact(1, contact)));
    await fixture.whenStable();
  }

  describe('shows what the team knows', () => {
    it('with the stages and fields of the client, and says who looks at it too', async () => {
      await show({ notes: 'Paga al contado', stage: 'cliente', fields: { f1: 'XAXX010101000' } });
      realtime.emit('presence_changed', presenceChanged([aColleague('u2', 'Luis', { viewing: 'p1' })], true));
      await fixture.whenStable();

      expect(await panel.labels()).toEqual(['Nombre', 'Etapa', 'RFC', 'Talla', 'Notas']);
      expect(await panel.value('Nombre')).toBe('Person 1');
      expect(await panel.value('Etapa')).toBe('cliente');
      expect(await panel.value('RFC')).toBe('XAXX010101000');
      expect(await panel.value('Talla')).toBe('');
      expect(await panel.value('Notas')).toBe('Paga al contado');
      expect(await panel.text()).toContain('Luis está viendo esta conversación');
    });

    it('of a group neither number nor stage, and no fields of people', async () => {
      await show({ kind: 'group', name: 'Vecinos', phoneNumber: null }, aGroup(1));

      expect(await panel.labels()).toEqual(['Nombre', 'Notas']);
      expect(await panel.text()).not.toContain('número');
    });

    it('and what a colleague makes of it, at once', async () => {
      await show();
      await hear({ version: 20, notes: 'Llama Luis', stage: 'nuevo' });

      expect(await panel.value('Notas')).toBe('Llama Luis');
      expect(await panel.value('Etapa')).toBe('nuevo');
    });

    it('also what has happened while it was on its way', async () => {
      await open();
      realtime.emit('contact_updated', contactChanged(aContact(1, { version: 20, notes: 'Nuevo' })));
      await answer('/api/contacts/p1', { contact: aContact(1, { notes: 'Viejo' }), epoch: 'e1', seq: 10 });

      expect(await panel.value('Notas')).toBe('Nuevo');
    });

    it('and says so when it cannot be had, until it comes', async () => {
      await open();
      await refuse(server.expectOne('/api/contacts/p1'), 503);
      expect(await panel.text()).toContain('No pudimos cargar los datos.');

      await panel.click('Reintentar');
      await answer('/api/contacts/p1', { contact: aContact(1), epoch: 'e1', seq: 10 });
      expect(await panel.value('Nombre')).toBe('Person 1');
    });

    it('is folded by its button, and by Esc unless something lies on top of it', async () => {
      await show();
      await panel.click('Cerrar los datos del contacto');
      expect(closed).toBe(1);

      const dialog = document.createElement('dialog');
      document.body.append(dialog);
      dialog.showModal();
      await panel.press('Notas', TestKey.ESCAPE);
      expect(closed).toBe(1);
      dialog.remove();

      await panel.press('Notas', TestKey.ESCAPE);
      expect(closed).toBe(2);
    });
  });

  describe('saves each field by itself', () => {
    it('once it is left, and says how that went', async () => {
      await show({ version: 5 });
      await panel.type('Notas', 'Paga al contado ');
      expect(changes()).toEqual([]);

      await panel.leave('Notas');
      expect(await panel.state('Notas')).toBe('Guardando…');
      const request = save();
      expect(request.request.body).toEqual({ notes: 'Paga al contado', version: 5 });
      await store(request, { version: 6, notes: 'Paga al contado' });

      expect(await panel.state('Notas')).toBe('Guardado');
      expect(await panel.value('Notas')).toBe('Paga al contado');
    });

    it('with Enter, as a choice, and as a field of the client’s own', async () => {
      await show({ version: 5 });
      await panel.choose('Etapa', 'Cliente');
      const stage = save();
      expect(stage.request.body).toEqual({ stage: 'cliente', version: 5 });

      await panel.type('RFC', 'XAXX');
      await panel.press('RFC', TestKey.ENTER);
      expect(saves()).withContext('one after the other').toEqual([]);
      await store(stage, { version: 6, stage: 'cliente' });

      expect(changes()).toEqual([{ fields: { f1: 'XAXX' }, version: 6 }]);
    });

    it('not at all where nothing has changed', async () => {
      await show({ notes: 'Igual' });
      await panel.type('Notas', 'Otra cosa');
      await panel.type('Notas', 'Igual');
      await panel.leave('Notas');

      expect(changes()).toEqual([]);
      expect(await panel.state('Notas')).toBe('');
    });

    it('takes a name back for the one of WhatsApp, which it shows beneath', async () => {
      await show({ version: 5, name: 'Luz del taller', whatsappName: 'Luz 🌟' });
      expect(await panel.text()).toContain('En WhatsApp: Luz 🌟');

      await panel.type('Nombre', '');
      await panel.press('Nombre', TestKey.ENTER);
      const request = save();
      expect(request.request.body).toEqual({ name: null, version: 5 });
      await store(request, { version: 6, name: 'Luz 🌟', whatsappName: 'Luz 🌟' });

      expect(await panel.value('Nombre')).toBe('Luz 🌟');
      expect(await panel.text()).not.toContain('En WhatsApp');
    });

    it('shows no number for a name', async () => {
      await show({ name: '+521551234561', whatsappName: '' });

      expect(await panel.value('Nombre')).toBe('');
    });

    it('keeps what could not be saved, and says why', async () => {
      await show();
      await panel.type('Notas', 'No se pierde');
      await panel.leave('Notas');
      await refuse(save(), 400, 'bad-request');
      expect(await panel.state('Notas')).toContain('No se guardó. El servidor no aceptó los datos.');
      expect(await panel.value('Notas')).toBe('No se pierde');

      await panel.click('Reintentar');
      await store(save(), { version: 6, notes: 'No se pierde' });
      expect(await panel.state('Notas')).toBe('Guardado');
    });

    it('tries again when a server that was out of reach is back', async () => {
      await show();
      realtime.connectionIs('offline');
      await panel.type('Notas', 'Espera');
      await panel.leave('Notas');
      await refuse(save(), 503);
      expect(await panel.state('Notas')).toContain('se intentará de nuevo cuando vuelva');
      expect(saves()).toEqual([]);

      realtime.connectionIs('polling');
      await fixture.whenStable();
      expect(changes()).toEqual([jasmine.objectContaining({ notes: 'Espera' })]);
    });

    it('gives up what was typed with Esc, and is open all the same', async () => {
      await show({ notes: 'Antes' });
      await panel.type('Notas', 'A medias');
      await panel.press('Notas', TestKey.ESCAPE);

      expect(await panel.value('Notas')).toBe('Antes');
      expect(closed).toBe(0);
    });

    it('when somebody goes on to another contact in the middle of a word', async () => {
      await show();
      await panel.type('Notas', 'De Person 1');
      fixture.componentRef.setInput('conversation', aConversation(2));
      await fixture.whenStable();

      expect(changes()).toEqual([jasmine.objectContaining({ notes: 'De Person 1' })]);
      await answer('/api/contacts/p2', { contact: aContact(2), epoch: 'e1', seq: 10 });
      expect(await panel.value('Notas')).toBe('');
    });
  });

  describe('while a colleague changes the same', () => {
    it('keeps what is being typed, and lets its author decide for it', async () => {
      await show({ version: 5, notes: 'Antes' });
      await panel.type('Notas', 'Lo mío');
      await hear({ version: 20, notes: 'Lo suyo' });
      expect(await panel.value('Notas')).toBe('Lo mío');
      expect(await panel.state('Notas')).toContain('Alguien del equipo lo cambió mientras tanto: Lo suyo');

      await panel.leave('Notas');
      expect(saves()).toEqual([]);
      await panel.click('Guardar lo mío');
      expect(changes()).toEqual([{ notes: 'Lo mío', version: 20 }]);
    });

    it('or for theirs', async () => {
      await show({ notes: 'Antes' });
      await panel.type('Notas', 'Lo mío');
      await hear({ version: 20, notes: 'Lo suyo' });
      await panel.click('Dejar lo suyo');

      expect(await panel.value('Notas')).toBe('Lo suyo');
      expect(await panel.state('Notas')).toBe('');
    });

    it('learns of it when the server says that it came first', async () => {
      await show({ version: 5, notes: 'Antes' });
      await panel.type('Notas', 'Lo mío');
      await panel.leave('Notas');
      await refuse(save(), 409, 'conflict');
      await answer('/api/contacts/p1', {
        contact: aContact(1, { version: 20, notes: 'Lo suyo' }),
        epoch: 'e1',
        seq: 20,
      });

      expect(await panel.state('Notas')).toContain('Lo suyo');
      expect(await panel.value('Notas')).toBe('Lo mío');
    });

    it('saves what has nothing to do with it', async () => {
      await show({ version: 5, notes: 'Antes' });
      await panel.type('Notas', 'Lo mío');
      await panel.leave('Notas');
      await refuse(save(), 409, 'conflict');
      await answer('/api/contacts/p1', {
        contact: aContact(1, { version: 20, notes: 'Antes', stage: 'nuevo' }),
        epoch: 'e1',
        seq: 20,
      });

      expect(changes()).toEqual([{ notes: 'Lo mío', version: 20 }]);
      expect(await panel.value('Etapa')).toBe('nuevo');
    });
  });

  describe('has the other conversations', () => {
    const other = aConversation(2, {
      contactId: 'p1',
      sessionId: 's2',
      status: 'closed',
      lastMessage: aMessage(2, { text: 'Hasta luego' }),
    });
    const url = '/api/conversations';

    it('on other lines, closed ones too, without the one that is open', async () => {
      await show();
      await answer(url, aConversationPage([aConversation(1), other, { ...other, id: 'c3', sessionId: 's9' }]));
      const [first, second] = await panel.links();

      expect(first).toContain('Línea s2');
      expect(first).toContain('Cerrada');
      expect(first).toContain('Hasta luego');
      expect(second).toContain('Línea quitada');
    });

    it('as they change', async () => {
      await show();
      await answer(url, aConversationPage([aConversation(1)]));
      expect(await panel.text()).toContain('No hay otras conversaciones.');

      const message = aMessage(3, { conversationId: 'c2', contactId: 'p1', text: 'Otra vez yo' });
      const opened: Conversation = { ...other, status: 'open', version: 2_000, lastMessage: message };
      realtime.emit('new_message', newMessage(opened, message, 2_000));
      realtime.emit('new_message', newMessage(aConversation(7), aMessage(4), 2_001));
      await fixture.whenStable();
      expect(await panel.links()).toEqual([jasmine.stringContaining('Otra vez yo')]);
    });

    it('or says that they could not be had', async () => {
      await show();
      await refuse(
        server.expectOne((request) => request.url === url),
        503,
      );
      expect(await panel.text()).toContain('No pudimos cargar sus otras conversaciones.');
    });
  });

  describe('has the files', () => {
    const url = '/api/contacts/p1/files';

    function aFile(place: number, changes: Partial<Message> = {}, file: Partial<Media> = {}): Message {
      const media: Media = {
        id: `f${place}`,
        url: `/api/media/f${place}`,
        thumbnailUrl: `/api/media/f${place}/thumbnail`,
        mimeType: 'image/jpeg',
        bytes: 1_000,
        state: 'ready',
        ...file,
      };
      return aMessage(place, { type: 'image', media, ...changes });
    }

    const page = (items: Message[], nextCursor: string | null = null) => ({ items, nextCursor, epoch: 'e1', seq: 100 });

    it('newest first, page by page', async () => {
      await show();
      const first = server.expectOne((request) => request.url === url);
      expect(first.request.params.get('kind')).toBe('visual');
      first.flush(page([aFile(9), aFile(8, { type: 'video' })], '8'));
      await fixture.whenStable();
      expect((await panel.pictures()).map((word) => word.split(',')[0])).toEqual(['Ver foto', 'Ver vídeo']);

      await panel.click('Ver más');
      const second = server.expectOne((request) => request.url === url);
      expect(second.request.params.get('cursor')).toBe('8');
      second.flush(page([aFile(7)]));
      await fixture.whenStable();
      expect((await panel.pictures()).length).toBe(3);
      await expectAsync(panel.click('Ver más')).toBeRejected();
    });

    it('as they come, and as they arrive from WhatsApp', async () => {
      await show();
      await answer(url, page([]));
      expect(await panel.text()).toContain('Aún no hay fotos ni vídeos.');

      const pending = aFile(200, { version: 200 }, { state: 'pending' });
      realtime.emit('new_message', newMessage(aConversation(1), pending, 200));
      realtime.emit('new_message', newMessage(aConversation(1), aFile(201, { type: 'document' }), 201));
      await fixture.whenStable();
      expect(await panel.pictures()).toEqual([jasmine.stringMatching('^Foto que aún se descarga')]);

      const arrived = { ...aFile(200), version: 202 };
      const envelope = { clientCode: 'demo', at: arrived.sentAt, seq: 202 };
      realtime.emit('message_updated', { ...envelope, contactId: 'p1', message: arrived });
      await fixture.whenStable();
      expect(await panel.pictures()).toEqual([jasmine.stringMatching('^Ver foto')]);
    });

    it('of other kinds, too', async () => {
      await show();
      await answer(url, page([aFile(9)]));
      await panel.click('Documentos');
      const request = server.expectOne((each) => each.url === url);
      expect(request.request.params.get('kind')).toBe('document');
      request.flush(page([aFile(5, { type: 'document' }, { fileName: 'receta.pdf' })]));
      await fixture.whenStable();

      expect(await panel.text()).toContain('receta.pdf');
      expect(await panel.pictures()).toEqual([]);
    });

    it('each of which leads to its message', async () => {
      await show();
      await answer(url, page([]));
      await panel.click('Documentos');
      await answer(url, page([aFile(5, { type: 'document', conversationId: 'c7' }, { fileName: 'receta.pdf' })]));
      await panel.click('Ir al mensaje');

      expect(TestBed.inject(MessageTargets).wanted()).toEqual({ conversationId: 'c7', messageId: 'm5' });
    });

    it('or says that they could not be had, and asks again', async () => {
      await show();
      await answer('/api/conversations', aConversationPage([]));
      await refuse(
        server.expectOne((request) => request.url === url),
        503,
      );
      expect(await panel.text()).toContain('No pudimos cargar los archivos.');

      await panel.click('Reintentar');
      await answer(url, page([aFile(9)]));
      expect((await panel.pictures()).length).toBe(1);
    });
  });
});
