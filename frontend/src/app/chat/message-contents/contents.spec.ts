import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { Media, Message } from '#contract/messages';
import { storedBubble } from '../conversation/bubble';
import { MessageBubble } from '../message-list/message-bubble';
import { bubbleWords } from '../testing/bubble-words';
import { aMessage } from '../testing/chat-fixtures';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { ContentWords } from './content-words';

describe('What a message holds', () => {
  let fixture: ComponentFixture<MessageBubble>;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    fixture = TestBed.createComponent(MessageBubble);
    fixture.componentRef.setInput('words', bubbleWords());
  });

  const element = () => fixture.nativeElement as HTMLElement;
  const one = (selector: string) => element().querySelector<HTMLElement>(selector);

  function show(changes: Partial<Message>): void {
    const bubble = storedBubble(aMessage(1, changes));
    fixture.componentRef.setInput('row', { key: 'k', bubble, newDay: null, unread: 0, startsGroup: true });
    fixture.componentRef.setInput('contactName', 'Luz');
    fixture.componentRef.setInput('personName', 'Luz Marina');
    TestBed.tick();
  }

  const file = (changes: Partial<Media> = {}): Media => ({
    id: 'f1',
    url: '/api/media/f1',
    mimeType: 'image/jpeg',
    bytes: 2_400_000,
    width: 1200,
    height: 800,
    state: 'ready',
    ...changes,
  });

  it('of an advertisement, leads to the web and nowhere else', () => {
    show({ referral: { headline: 'Oferta', sourceUrl: 'https://fb.me/anuncio' } });
    expect(one('app-message-origin a')?.getAttribute('href')).toBe('https://fb.me/anuncio');

    show({ referral: { headline: 'Oferta', sourceUrl: 'javascript:alert(1)' } });
    expect(one('app-message-origin')?.textContent).toContain('Oferta');
    expect(one('app-message-origin a')).toBeNull();
  });

  it('of an order, adds up what it comes to, unless the currencies differ', () => {
    const items = [
      { productId: 'ARM-12', quantity: 2, price: 350.5, currency: 'MXN' },
      { productId: 'EST-3', quantity: 1, price: 80, currency: 'MXN' },
    ];
    show({ text: '', order: { items } });
    expect(one('.total')?.textContent).toContain('$781.00');

    show({ text: '', order: { items: items.map((item, at) => ({ ...item, currency: at ? 'USD' : 'pesos' })) } });
    expect(one('app-message-order')?.textContent).toContain('701 pesos');
    expect(one('.total')).toBeNull();
  });

  it('of choices, shows them below the text without being one', () => {
    show({ text: '¿Cuándo?', interactive: { footer: 'Óptica', buttons: [{ kind: 'reply', text: 'Hoy' }] } });
    expect(one('app-message-choices')?.textContent).toContain('Óptica');
    expect(one('app-message-choices li')?.textContent).toBe('Hoy');
    expect(one('app-message-choices button')).toBeNull();
  });

  it('of an answer, says what it answers and leads there', () => {
    const opened: string[] = [];
    fixture.componentInstance.quoteOpened.subscribe((id) => opened.push(id));
    const quoted = { id: 'm0', direction: 'out', author: 'user', userId: 'u1', type: 'image' } as const;
    show({ text: 'Sí', replyTo: 'm0', quoted });

    expect(one('.quoted')?.textContent).toContain('Tú');
    expect(one('.quoted')?.textContent).toContain('Foto');
    one('.quoted')?.click();

    expect(opened).toEqual(['m0']);
  });

  it('of an answer to the contact, names them, and in a group whoever it was', () => {
    const quoted = { id: 'm0', direction: 'in', author: 'contact', type: 'text', text: '¿Abren?' } as const;
    show({ quoted });
    expect(one('.quoted .who')?.textContent).toBe('Luz Marina');

    show({ quoted: { ...quoted, participant: 'Juan' } });
    expect(one('.quoted .who')?.textContent).toBe('Juan');
    show({ quoted });
    fixture.componentRef.setInput('personName', '');
    TestBed.tick();
    expect(one('.quoted .who')?.textContent).toBe('Contacto');
  });

  it('of an answer to contact cards, says whom they hand on', () => {
    const contacts = [{ name: 'Taller Ruiz' }, { name: 'Inés' }];
    show({ quoted: { id: 'm0', direction: 'in', author: 'contact', type: 'contacts', contacts } });

    expect(one('.quoted .what')?.textContent).toBe('Taller Ruiz, Inés');
  });

  it('of an answer to an order, says that it is one', () => {
    show({ quoted: { id: 'm0', direction: 'in', author: 'contact', type: 'text', order: true } });

    expect(one('.quoted .what')?.textContent).toBe('Pedido');
    expect(one('.quoted .what svg')).not.toBeNull();
  });

  it('leads nowhere where what it answers is not here', () => {
    show({ quoted: { direction: 'in', author: 'contact', type: 'text', text: 'Antes' } });

    expect(one('.quoted:disabled')).not.toBeNull();
  });

  it('keeps the place of a picture from the start, and opens it large', () => {
    let opened = 0;
    fixture.componentInstance.mediaOpened.subscribe(() => (opened += 1));
    show({
      type: 'image',
      text: 'Mis lentes',
      media: file({ state: 'pending', thumbnailUrl: '/api/media/f1/thumbnail' }),
    });
    const before = one('.picture')?.getBoundingClientRect();

    expect(one('img')?.getAttribute('src')).toBe('/api/media/f1/thumbnail');
    expect(one('.open')).toBeNull();

    show({ type: 'image', text: 'Mis lentes', media: file() });

    expect(one('.picture')?.getBoundingClientRect().height).toBe(before?.height);
    expect(one('img')?.getAttribute('src')).toBe('/api/media/f1');
    expect(element().textContent).toContain('Mis lentes');
    one('.open')?.click();

    expect(opened).toBe(1);
  });

  it('of a file that could not be fetched, offers to fetch it again', () => {
    let refetched = 0;
    fixture.componentInstance.mediaRefetched.subscribe(() => (refetched += 1));
    show({ type: 'document', media: file({ state: 'failed', fileName: 'receta.pdf' }) });

    expect(element().textContent).toContain('No se pudo descargar de WhatsApp.');
    one('.failed button')?.click();

    expect(refetched).toBe(1);
  });

  it('of a document, is its name, its size and a way to save it', () => {
    show({ type: 'document', media: file({ fileName: 'receta.pdf', mimeType: 'application/pdf' }) });

    expect(one('.file')?.textContent).toContain('receta.pdf');
    expect(one('.file')?.textContent).toContain('2.4 MB');
    expect(one('a')?.getAttribute('download')).toBe('receta.pdf');
  });

  it('of a recording, plays nothing by itself', () => {
    show({ type: 'audio', media: file({ mimeType: 'audio/ogg', voice: true, seconds: 65 }) });

    expect(one('audio')?.getAttribute('preload')).toBe('none');
    expect(element().textContent).toContain('1:05');
  });

  it('of a place and of a person, can be used outside', () => {
    show({ type: 'location', location: { latitude: 19.4326, longitude: -99.1332, name: 'Zócalo' } });

    expect(one('a')?.getAttribute('href')).toContain('mlat=19.4326');
    expect(one('a')?.getAttribute('rel')).toContain('noopener');
    expect(one('.place')?.textContent).toBe('19.4326 · -99.1332');

    show({ type: 'contacts', contacts: [{ name: 'Taller Ruiz', phoneNumbers: ['525511112222'] }] });

    expect(element().textContent).toContain('Taller Ruiz');
  });

  it('never becomes markup', () => {
    const text = '<img src=x onerror=alert(1)>';
    show({
      text,
      quoted: { direction: 'in', author: 'contact', type: 'text', text },
      reactions: [{ emoji: text, fromMe: false, participant: text }],
    });

    expect(one('img')).toBeNull();
  });

  it('has its reactions, each emoji once; a click gives the same or takes ours back', () => {
    const reacted: string[] = [];
    fixture.componentInstance.reacted.subscribe((emoji) => reacted.push(emoji));
    show({
      reactions: [
        { emoji: '👍', fromMe: true, userId: 'u1' },
        { emoji: '❤️', fromMe: false },
        { emoji: '👍', fromMe: false, participant: 'Beto' },
      ],
    });
    const buttons = [...element().querySelectorAll<HTMLButtonElement>('app-message-reactions button')];

    expect(buttons.map((button) => [button.textContent.trim(), button.getAttribute('aria-pressed')])).toEqual([
      ['👍2', 'true'],
      ['❤️', 'false'],
    ]);
    expect(buttons[1]?.title).toBe('Luz');
    for (const button of buttons) button.click();

    expect(reacted).toEqual(['', '❤️']);
  });

  it('tells a reaction made on the business’s own phone from one of the contact', () => {
    show({
      reactions: [
        { emoji: '👍', fromMe: true },
        { emoji: '👍', fromMe: false },
      ],
    });

    expect(one('app-message-reactions button')?.getAttribute('title')).toBe('Teléfono, Luz');
  });

  it('of a note, is marked as the team’s own and has no tick', () => {
    show({ type: 'note', direction: 'out', author: 'user', userId: 'u1', text: 'Quiere factura' });

    expect(element().textContent).toContain('Nota interna');
    expect(one('app-message-tick')).toBeNull();
  });

  it('is said in one line in the list, above answers and to screen readers', () => {
    show({});
    const words = TestBed.inject(ContentWords);
    const line = (changes: Partial<Message>) => words.lineOf({ ...aMessage(1), text: undefined, ...changes });

    expect(line({ type: 'image' })).toBe('Foto');
    expect(line({ type: 'image', text: 'Mira' })).toBe('Mira');
    expect(line({ type: 'audio', media: file({ voice: true }) })).toBe('Nota de voz');
    expect(line({ type: 'document', media: file({ fileName: 'receta.pdf' }) })).toBe('receta.pdf');
    expect(line({ type: 'unsupported' })).toBe('Mensaje no compatible');
    expect(line({ type: 'system', system: { code: 'taken', params: { by: 'Ana' } } })).toBe('Ana tomó la conversación');
  });
});
