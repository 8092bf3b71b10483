import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messageOf, type DueNews } from '../../src/alerts/index.ts';

const news: DueNews = {
  news: 'trouble',
  attempts: 0,
  incident: {
    id: 'i1',
    clientCode: 'acme',
    sessionId: 's1',
    kind: 'stopped',
    reason: 'banned',
    since: '2026-03-01T18:30:00.000Z',
    closedAt: null,
  },
  clientName: 'Óptica',
  timeZone: 'America/Bogota',
  lineName: 'Ventas',
  phoneNumber: '573001112233',
};
const english = { language: 'en', publicUrl: undefined } as const;

describe('The message of an alert', () => {
  it('says since when by the clock of the business, and no more of the number than tells lines apart', () => {
    const { subject, body } = messageOf([news], english);
    assert.equal(subject, 'A WhatsApp line needs attention: Ventas');
    assert.equal(
      body,
      'Óptica · Ventas (…2233): stopped, since 3/1/26, 1:30 PM.\nWhatsApp has banned the number.\n' +
        'It does not try again by itself: somebody has to connect it again on the WhatsApp screen.',
    );
  });

  it('keeps a name from adding headers or lines of its own', () => {
    const { subject } = messageOf([{ ...news, lineName: 'Ventas\r\nBcc: all@example.com' }], english);
    assert.equal(subject, 'A WhatsApp line needs attention: Ventas Bcc: all@example.com');
  });

  it('says how long a line was away once it is back', () => {
    const incident = { ...news.incident, closedAt: '2026-03-01T19:15:20.000Z' };
    const { subject, body } = messageOf([{ ...news, news: 'recovery', incident }], {
      language: 'es',
      publicUrl: 'https://crm.example.com',
    });
    assert.equal(subject, 'Una línea de WhatsApp volvió: Ventas');
    assert.match(body, /Estuvo sin conexión estable 45 min\./);
    assert.match(body, /\n\nVer: https:\/\/crm\.example\.com\/whatsapp$/);
  });
});
