import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { until } from '../../tabs/testing/until';
import { UnsavedChanges } from '../../unsaved-changes';
import type { Written } from '../sending';
import { MakerHarness } from '../testing/maker-harness';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { type BrowserPlace, BrowserPosition, PositionError } from './browser-position';
import { LocationDialog } from './location-dialog';

describe('The dialog for a location', () => {
  let fixture: ComponentFixture<LocationDialog>;
  let dialog: MakerHarness;
  let made: Written[];
  let closed: number;
  let position: { find: jasmine.Spy<() => Promise<BrowserPlace>> };

  beforeEach(async () => {
    position = { find: jasmine.createSpy('find') };
    TestBed.configureTestingModule({
      providers: [...provideChatTesting(), { provide: BrowserPosition, useValue: position }],
    });
    fixture = TestBed.createComponent(LocationDialog);
    made = [];
    closed = 0;
    fixture.componentInstance.made.subscribe((written) => made.push(written));
    fixture.componentInstance.closed.subscribe(() => (closed += 1));
    dialog = await TestbedHarnessEnvironment.harnessForFixture(fixture, MakerHarness);
  });

  const valueOf = (id: string) =>
    (fixture.nativeElement as HTMLElement).querySelector<HTMLInputElement>(`#${id}`)?.value;

  it('sends what was pasted, with its name and address', async () => {
    await dialog.fill('location-where', 'https://www.google.com/maps/place/Mi+%C3%B3ptica/@19.43,-99.13,15z');
    expect(valueOf('location-name')).toBe('Mi óptica');
    await dialog.fill('location-name', 'Óptica Condorito');
    await dialog.fill('location-address', ' Madero 12 ');
    expect(await dialog.preview()).toContain('Óptica Condorito');
    expect(await dialog.preview()).toContain('Madero 12');
    await dialog.click('Enviar');

    const location = { latitude: 19.43, longitude: -99.13, name: 'Óptica Condorito', address: 'Madero 12' };
    expect(made).toEqual([{ text: '', location }]);
    await until(() => closed === 1);
  });

  it('keeps a name that was written before a link', async () => {
    await dialog.fill('location-name', 'Sucursal');
    await dialog.fill('location-where', 'https://www.google.com/maps/place/Otro/@19.43,-99.13,15z');
    await dialog.click('Enviar');

    expect(made).toEqual([{ text: '', location: { latitude: 19.43, longitude: -99.13, name: 'Sucursal' } }]);
  });

  it('says what is missing or cannot be read, and sends nothing then, not with Enter either', async () => {
    expect(await dialog.faults()).toEqual([]);
    await dialog.click('Enviar');
    expect(await dialog.faults()).toEqual(['Escribe dónde está.']);

    await dialog.fill('location-where', 'https://maps.app.goo.gl/kX7r');
    expect(await dialog.faults()).toEqual([jasmine.stringContaining('Este enlace es corto')]);
    await dialog.click('Enviar');
    await dialog.fill('location-where', '1.5, 2.5');
    await dialog.pressEnterIn('location-where');

    expect(await dialog.faults()).toEqual([]);
    expect(made).toEqual([]);
  });

  it('takes the position of the browser, and says how far off it may be', async () => {
    position.find.and.resolveTo({ latitude: 19.4326077, longitude: -99.133208, accuracy: 24.6 });
    await dialog.click('Usar mi ubicación');
    expect(await dialog.text()).toContain('con un margen de 25 m');
    await dialog.click('Enviar');

    expect(made).toEqual([{ text: '', location: { latitude: 19.432608, longitude: -99.133208 } }]);
  });

  it('says what to do where the browser does not tell', async () => {
    position.find.and.rejectWith(new PositionError('refused'));
    await dialog.click('Usar mi ubicación');

    expect(await dialog.faults()).toEqual([jasmine.stringContaining('Permítelo en los ajustes del sitio')]);
  });

  it('keeps what somebody has written while the browser was looking', async () => {
    let answer: (place: BrowserPlace) => void = () => undefined;
    position.find.and.returnValue(new Promise((resolve) => (answer = resolve)));
    await dialog.click('Usar mi ubicación');
    await dialog.fill('location-where', '1.5, 2.5');
    answer({ latitude: 10, longitude: 10, accuracy: 5 });
    await dialog.click('Enviar');

    expect(made).toEqual([{ text: '', location: { latitude: 1.5, longitude: 2.5 } }]);
  });

  it('asks before what was written is lost', async () => {
    await dialog.fill('location-name', 'Casi');
    expect(TestBed.inject(UnsavedChanges).any()).toBeTrue();
    await dialog.pressEscape();

    expect(await dialog.text()).toContain('¿Descartar lo que escribiste?');
    expect(closed).toBe(0);
  });
});
