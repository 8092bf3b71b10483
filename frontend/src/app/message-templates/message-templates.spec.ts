import type { MessageTemplate } from '#contract/message-templates';
import { filledTemplate } from './filled-template';
import { languageName, placeName, templatesMatching } from './template-words';

describe('Templates', () => {
  const template: MessageTemplate = {
    id: 't1',
    name: 'lentes_listos',
    language: 'es_MX',
    category: 'utility',
    status: 'approved',
    header: { format: 'text', text: 'Pedido {{1}}' },
    body: 'Hola {{1}}, están listos hasta el {{2}}.',
    footer: 'Óptica',
    buttons: [
      { kind: 'reply', text: 'Paso hoy' },
      { kind: 'url', text: 'Ver', target: 'https://example.com/{{1}}' },
    ],
    parameters: [],
    sendable: true,
  };

  it('are read as their receiver will, with what is missing as it stands in the template', () => {
    const values = { 'header.1': ' 81 ', 'body.1': 'Luz', 'body.2': ' ', 'button.1': 'abc' };

    expect(filledTemplate(template, values)).toEqual({
      text: 'Hola Luz, están listos hasta el {{2}}.',
      interactive: {
        header: 'Pedido 81',
        footer: 'Óptica',
        buttons: [
          { kind: 'reply', text: 'Paso hoy' },
          { kind: 'url', text: 'Ver', target: 'https://example.com/abc' },
        ],
      },
    });
  });

  it('are found by words of their name and their text', () => {
    const found = (query: string) => templatesMatching([template], query).length;
    expect([found(''), found('lentes listos'), found('estan LISTOS'), found('lentes cita')]).toEqual([1, 1, 1, 0]);
  });

  it('name their places as they are seen, or by their button', () => {
    expect(placeName('body.1', template)).toEqual({ key: 'body', button: '', mark: '{{1}}' });
    expect(placeName('header.name', template)).toEqual({ key: 'header', button: '', mark: '{{name}}' });
    expect(placeName('button.1', template)).toEqual({ key: 'url', button: 'Ver', mark: '' });
  });

  it('say their language in the language in use, and its code where it has no name', () => {
    expect(languageName('es_MX', 'es')).toBe('español de México');
    expect(languageName('??', 'es')).toBe('??');
  });
});
