import type { MessageTemplate } from '#contract/message-templates';
import { isWhole, messageFrom, writtenOf } from './written-message';

describe('a message that is being written', () => {
  const template: MessageTemplate = {
    id: 't1',
    name: 'aviso',
    language: 'es',
    category: 'utility',
    status: 'approved',
    body: 'Hola {{1}}',
    buttons: [],
    parameters: [{ key: 'body.1' }],
    sendable: true,
  };
  const photo = { ...template, header: { format: 'image' as const } };
  const chosen = { templateId: 't1', parameters: { 'body.1': '{{nombre|cliente}}' } };

  it('begins with a template over the Cloud API, and with a text by QR', () => {
    expect(writtenOf(null, 'cloud-api', '').way).toBe('template');
    expect(writtenOf(null, 'whatsapp-web', '').way).toBe('text');
    expect(writtenOf({ text: 'Hola' }, 'cloud-api', '').way).toBe('text');
  });

  it('is kept without what was not given', () => {
    expect(messageFrom({ way: 'text', text: '  ', file: null, template: null })).toBeNull();
    expect(messageFrom({ way: 'text', text: ' Hola ', file: null, template: chosen })).toEqual({ text: 'Hola' });
    expect(messageFrom({ way: 'text', text: '', file: { mediaId: 'm1', name: 'a' }, template: null })).toEqual({
      mediaId: 'm1',
    });
    expect(messageFrom({ way: 'template', text: 'Hola', file: null, template: chosen })).toEqual({ template: chosen });
  });

  it('is whole once every place of its template is filled, and its file is there', () => {
    expect(isWhole(null, 'cloud-api', null)).toBeFalse();
    expect(isWhole({ template: chosen }, 'cloud-api', template)).toBeTrue();
    expect(isWhole({ template: { ...chosen, parameters: {} } }, 'cloud-api', template)).toBeFalse();
    expect(isWhole({ template: chosen }, 'cloud-api', null)).toBeFalse();
    expect(isWhole({ template: chosen }, 'cloud-api', photo)).toBeFalse();
    expect(isWhole({ template: chosen, mediaId: 'm1' }, 'cloud-api', photo)).toBeTrue();
  });

  it('has room for less below a file', () => {
    const text = 'a'.repeat(1_025);

    expect(isWhole({ text }, 'whatsapp-web', null)).toBeTrue();
    expect(isWhole({ text, mediaId: 'm1' }, 'whatsapp-web', null)).toBeFalse();
  });
});
