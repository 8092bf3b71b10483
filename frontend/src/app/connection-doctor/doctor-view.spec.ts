import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { RealtimeFigures } from '#contract/probe';
import { connectionOfKind } from '../realtime/testing/connections';
import { DoctorView } from './doctor-view';
import { aFailure, aHandshake, FakePorts } from './testing/fake-ports';
import { DoctorViewHarness } from './testing/doctor-view-harness';
import { provideDoctorTesting } from './testing/provide-doctor-testing';

describe('DoctorView', () => {
  const figures: RealtimeFigures = {
    since: '2026-01-01T00:00:00.000Z',
    sockets: 12,
    websocket: 11,
    polling: 1,
    connections: 1_400,
    reconnections: 30,
    reconnectionsLastHour: 2,
    catchUps: 8,
    gaps: 1,
    recoveredEvents: 55,
    startOvers: 0,
    cutForSlowness: 0,
    cutForRate: 0,
    roundTripP50: 12.4,
    roundTripP95: null,
  };
  let ports: FakePorts;
  let server: HttpTestingController;
  let writeText: jasmine.Spy<(text: string) => Promise<void>>;

  beforeEach(() => {
    ports = new FakePorts();
    writeText = spyOn(navigator.clipboard, 'writeText').and.resolveTo();
    TestBed.configureTestingModule({ providers: provideDoctorTesting(() => ports) });
    server = TestBed.inject(HttpTestingController);
  });

  afterEach(() => {
    server.verify();
  });

  async function show(): Promise<DoctorViewHarness> {
    const fixture = TestBed.createComponent(DoctorView);
    return TestbedHarnessEnvironment.harnessForFixture(fixture, DoctorViewHarness);
  }

  it('shows each check with a word for what it found, and a summary', async () => {
    const doctor = await show();

    expect((await doctor.checks()).slice(0, 4)).toEqual([
      'El servidor responde: Bien',
      'Dirección sin ruta: Bien',
      'Origen permitido: Bien',
      'WebSocket: Bien',
    ]);
    expect(await doctor.summary()).toBe('Todo en orden');
  });

  it('examines anew when the connection is lost or comes back', async () => {
    const doctor = await show();
    expect(await doctor.summary()).toBe('Todo en orden');

    ports.probeFailure = aFailure({ type: 'network' });
    ports.connection = connectionOfKind('offline');
    expect(await doctor.summary()).toContain('problema');

    ports.probeFailure = null;
    ports.connection = connectionOfKind('live');
    expect(await doctor.summary()).toBe('Todo en orden');
  });

  it('says what is wrong and what to do, and counts it', async () => {
    ports.trials.set('/websocket', { outcome: 'silent' });
    ports.seen = { answer: { arrivals: [aHandshake({ outcome: 'no_upgrade' })] } };
    ports.skew = 60_000;
    const doctor = await show();
    const said = await doctor.textOf('WebSocket');

    expect(said).toContain('un proxy la quita');
    expect(said).toContain('Qué hacer: El proxy necesita estas líneas.');
    expect(said).toContain('proxy_set_header Upgrade $http_upgrade;');
    expect(await doctor.summary()).toMatch(/^1 problema\s*1 aviso$/);
  });

  it('checks again from the beginning', async () => {
    ports.trials.set('/polling', { outcome: 'silent' });
    const doctor = await show();
    expect(await doctor.summary()).toBe('1 problema');

    ports.trials.clear();
    await doctor.checkAgain();

    expect(await doctor.summary()).toBe('Todo en orden');
    expect((await doctor.checks()).length).toBe(11);
  });

  it("shows an admin the server's figures", async () => {
    if (ports.user) ports.user = { ...ports.user, role: 'admin' };
    const doctor = await show();
    expect(await doctor.figures()).toEqual({});

    server.expectOne('/api/probe/realtime').flush(figures);
    const shown = await doctor.figures();

    expect(shown['Conexiones abiertas']).toBe('12');
    expect(shown['Ida y vuelta, la mitad en menos de (ms)']).toBe('12');
    expect(shown['Ida y vuelta, 95 de 100 en menos de (ms)']).toBe('—');
  });

  it('writes figures into the report as whole numbers and tenths', async () => {
    if (ports.user) ports.user = { ...ports.user, role: 'admin' };
    const doctor = await show();
    server.expectOne('/api/probe/realtime').flush({ ...figures, roundTripP50: 3.4612345678946 });
    await doctor.copyReport();

    expect(writeText.calls.mostRecent().args[0]).toContain('roundTripP50: 3.5\n');
  });

  it('asks for no figures as an agent', async () => {
    await show();

    server.expectNone('/api/probe/realtime');
  });

  it('copies a report for the person who runs the server', async () => {
    ports.settings = { ...ports.settings, endpoints: ['https://ana:secret@crm.example.com/api?token=secret'] };
    ports.trials.set('https://ana:secret@crm.example.com/api?token=secret/websocket', {
      outcome: 'refused',
      code: null,
      words: 'No way for 5215512345678',
    });
    const doctor = await show();
    await doctor.copyReport();
    const report = writeText.calls.mostRecent().args[0];

    expect(await doctor.copied()).toBe('Copiado. Envíaselo a quien administra el servidor.');
    expect(report).toContain('Página: https://crm.example.com');
    expect(report).toContain(
      '[Problema] Dirección sin ruta\n  La dirección https://crm.example.com/api acaba en /api.',
    );
    expect(report).toContain('    REALTIME_ENDPOINTS=https://crm.example.com');
    expect(report).toContain('x-forwarded-for: 1 address');
    expect(report).toContain('No way for 52…78');
    expect(report).not.toContain('secret');
    expect(report).not.toContain('Ana');
  });

  it('shows the report where the browser does not let a page copy', async () => {
    writeText.and.rejectWith(new DOMException('not allowed', 'NotAllowedError'));
    const doctor = await show();
    expect(await doctor.shownReport()).toBeNull();

    await doctor.copyReport();

    expect(await doctor.copied()).toContain('selecciónalo y cópialo');
    expect(await doctor.shownReport()).toContain('[Bien] WebSocket');
  });
});
