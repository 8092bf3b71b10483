import type { UnsentMessage } from '../../offline';
import { sendRequest } from './send-request';

describe('What the server is asked to send', () => {
  const clientMessageId = 'message-1';
  const request = (written: Partial<UnsentMessage>) =>
    sendRequest({
      userId: 'u1',
      clientMessageId,
      conversationId: 'c1',
      contactId: 'p1',
      text: 'Hola',
      writtenAt: '',
      tried: true,
      ...written,
    });

  it('is a template by its id and what fills it, with the file of its header', () => {
    const template = { id: 't1', name: 'lentes_listos', language: 'es', parameters: { 'body.1': 'Luz' } };
    const file = { blob: new Blob(), name: 'a.jpg', type: 'image', mediaId: 'f1' } as const;

    expect(request({ template, file, interactive: { footer: 'Óptica' } })).toEqual({
      clientMessageId,
      type: 'template',
      templateId: 't1',
      parameters: { 'body.1': 'Luz' },
      replyTo: undefined,
      mediaId: 'f1',
    });
  });

  it('is a place, cards or a sticker, with what it answers', () => {
    const quoted = { id: 'm1', direction: 'in', author: 'contact', type: 'text' } as const;
    const location = { latitude: 19.43, longitude: -99.13, name: 'Óptica' };
    const contacts = [{ name: 'Luz', phoneNumbers: ['573001234567'] }];
    const file = { blob: new Blob(), name: 'a.webp', type: 'sticker', mediaId: 'f1' } as const;
    const common = { clientMessageId, replyTo: 'm1' };

    expect(request({ text: '', quoted, location })).toEqual({ ...common, type: 'location', location });
    expect(request({ text: '', quoted, contacts })).toEqual({ ...common, type: 'contacts', contacts });
    expect(request({ text: '', quoted, file })).toEqual({ ...common, type: 'sticker', mediaId: 'f1' });
  });

  it('is choices with what stands around their text', () => {
    const buttons = [{ kind: 'reply', text: 'Sí' } as const];
    expect(request({ interactive: { header: 'Pedido', buttons } })).toEqual({
      clientMessageId,
      type: 'buttons',
      text: 'Hola',
      header: 'Pedido',
      buttons: ['Sí'],
      replyTo: undefined,
    });
    const list = { button: 'Ver', sections: [{ rows: [{ title: 'Mañana' }] }] };
    expect(request({ interactive: { list } })).toEqual({
      clientMessageId,
      type: 'list',
      text: 'Hola',
      list,
      replyTo: undefined,
    });
  });
});
