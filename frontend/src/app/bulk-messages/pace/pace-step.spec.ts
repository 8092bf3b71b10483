import { PACES } from '#contract/campaign-rules';
import { BulkScreen } from '../testing/bulk-screen';
import { countsOf, testCampaign } from '../testing/test-campaign';
import { paceFaults } from './pace-faults';

describe('the pace of a draft', () => {
  const draft = testCampaign({ counts: countsOf({ pending: 50 }) });
  const { careful, fast } = PACES['whatsapp-web'];
  let screen: BulkScreen;

  beforeEach(async () => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T15:00:00.000Z'));
    screen = new BulkScreen();
    await screen.openCampaign(draft, 'pace');
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    screen.server.verify();
  });

  async function expectSaved(pace: unknown): Promise<void> {
    jasmine.clock().tick(600);
    await screen.settled();
    const request = screen.expect('PATCH', '/api/bulk-campaigns/c1');
    expect(request.request.body).toEqual({ pace });
    request.flush({ campaign: { ...draft, version: 2, pace } });
    await screen.settled();
  }

  it('says what each risks, and keeps quiet hours when another is chosen', async () => {
    expect(screen.text('.risk')).toContain('Riesgo bajo.');
    screen.field('Rápido').click();
    await screen.settled();

    expect(screen.text('.risk')).toContain('Riesgo alto. WhatsApp bloquea números que escriben así');
    await expectSaved(fast);
  });

  it('takes figures of one’s own within what the line allows', async () => {
    screen.field('A mi medida').click();
    await screen.settled();
    await screen.type('Pausa más corta', '1');
    expect(screen.field('Pausa más corta').getAttribute('aria-invalid')).toBe('true');
    await screen.type('Pausa más corta', '5');
    await screen.type('Por día', '120');

    expect(screen.page.querySelector('[aria-invalid=true]')).toBeNull();
    await expectSaved({ ...careful, profile: 'own', gapSeconds: { from: 5, to: 90 }, perDay: 120 });
  });

  it('says when it will be over, now and from a later start on', async () => {
    const end = () => screen.text('app-end-estimate');
    expect(end()).toContain('50 mensajes: terminará hacia el');
    const now = end();
    screen.field('Más tarde').click();
    await screen.settled();
    await screen.type('Fecha y hora', '2026-12-24T12:00');

    expect(end()).toContain('dic 2026');
    expect(end()).not.toBe(now);
  });

  it('rests at no hour where somebody wants that', async () => {
    screen.field('Horas de silencio').click();
    await screen.settled();

    await expectSaved({ ...careful, quietHours: null });
    expect(screen.page.querySelector('[type=time]')).toBeNull();
  });
});

describe('paceFaults', () => {
  const { careful } = PACES['whatsapp-web'];

  it('names the figures that are not possible', () => {
    expect(paceFaults(careful, 'whatsapp-web')).toEqual([]);
    expect(paceFaults({ ...careful, gapSeconds: { from: 10, to: 5 } }, 'whatsapp-web')).toEqual(['to']);
    expect(paceFaults({ ...careful, gapSeconds: { from: NaN, to: 5 } }, 'whatsapp-web')).toEqual(['from', 'to']);
    expect(paceFaults({ ...careful, perMinute: 21, perDay: 1.5 }, 'whatsapp-web')).toEqual(['perMinute', 'perDay']);
    expect(paceFaults({ ...careful, perMinute: 21 }, 'cloud-api')).toEqual([]);
  });
});
