import { HttpTestingController } from '@angular/common/http/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { MessageTemplate } from '#contract/message-templates';
import type { Written } from '../sending';
import { FakeRealtime } from '../testing/fake-realtime';
import { MakerHarness } from '../testing/maker-harness';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { TemplateDialog } from './template-dialog';

describe('The dialog for templates', () => {
  const path = '/api/whatsapp/sessions/s1/templates';
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let fixture: ComponentFixture<TemplateDialog>;
  let dialog: MakerHarness;
  let made: Written[];

  beforeEach(async () => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(TemplateDialog);
    fixture.componentRef.setInput('sessionId', 's1');
    made = [];
    fixture.componentInstance.made.subscribe((written) => made.push(written));
    fixture.detectChanges();
    dialog = await TestbedHarnessEnvironment.harnessForFixture(fixture, MakerHarness);
  });

  const aTemplate = (name: string, changes: Partial<MessageTemplate> = {}): MessageTemplate => ({
    id: name,
    name,
    language: 'es',
    category: 'utility',
    status: 'approved',
    body: 'Hola {{1}}',
    buttons: [],
    parameters: [{ key: 'body.1', example: 'Luz' }],
    sendable: true,
    ...changes,
  });

  async function answer(...items: MessageTemplate[]): Promise<void> {
    server.expectOne(path).flush({ items, syncedAt: '2026-11-20T12:00:00.000Z' });
    await fixture.whenStable();
  }

  it('offers those that can be sent, and says how many cannot', async () => {
    await answer(
      aTemplate('aviso'),
      aTemplate('pausada', { status: 'paused' }),
      aTemplate('carrusel', { sendable: false }),
    );

    const text = await dialog.text();
    expect(text).toContain('aviso');
    expect(text).not.toContain('pausada');
    expect(text).toContain('Otras 2 aún no están aprobadas');
  });

  it('says what to do where there is none', async () => {
    await answer();

    expect(await dialog.text()).toContain('Se crean en el Administrador de WhatsApp de Meta.');
  });

  it('is sent once its places are filled in', async () => {
    await answer(aTemplate('aviso'));
    await dialog.click('aviso');
    await dialog.click('Enviar');
    expect(await dialog.faults()).toEqual(['Falta este dato.']);
    expect(made).toEqual([]);

    await dialog.fill('place-body.1', ' Luz ');
    expect(await dialog.preview()).toContain('Hola Luz');
    await dialog.click('Enviar');

    const template = { id: 'aviso', name: 'aviso', language: 'es', parameters: { 'body.1': 'Luz' } };
    expect(made).toEqual([{ text: 'Hola Luz', interactive: {}, template }]);
  });

  it('offers the name of the contact for a place that is empty', async () => {
    fixture.componentRef.setInput('contactName', 'Luz Marina');
    await answer(aTemplate('aviso'));
    await dialog.click('aviso');
    await dialog.click('Poner «Luz Marina»');

    expect(await dialog.preview()).toContain('Hola Luz Marina');
    expect(document.activeElement?.id).toBe('place-body.1');
    expect(await dialog.text()).not.toContain('Poner «');
    await dialog.fill('place-body.1', '');
    expect(await dialog.text()).toContain('Poner «Luz Marina»');
    fixture.componentRef.setInput('contactName', '');
    expect(await dialog.text()).not.toContain('Poner «');
  });

  it('asks before what was filled in is left for another one', async () => {
    await answer(aTemplate('aviso'), aTemplate('otra'));
    await dialog.click('aviso');
    await dialog.fill('place-body.1', 'Luz');
    await dialog.click('Otra plantilla');
    expect(await dialog.text()).toContain('¿Descartar lo que escribiste?');

    await dialog.click('Descartar');

    expect(await dialog.text()).toContain('otra');
  });

  it('is brought up to date from Meta, or says why not', async () => {
    await answer(aTemplate('aviso'));
    await dialog.click('Actualizar desde Meta');
    server
      .expectOne(`${path}/sync`)
      .flush({ type: 'conflict', title: '', status: 409 }, { status: 409, statusText: 'Conflict' });
    await answer(aTemplate('aviso'));
    expect(await dialog.faults()).toEqual([jasmine.stringContaining('Meta no dio la lista')]);

    await dialog.click('Actualizar desde Meta');
    server.expectOne(`${path}/sync`).flush({ items: [aTemplate('nueva')], syncedAt: '2026-11-20T12:05:00.000Z' });
    await answer(aTemplate('nueva'));

    expect(await dialog.text()).toContain('nueva');
    expect(await dialog.faults()).toEqual([]);
  });
});
