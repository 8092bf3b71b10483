import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { LabelPickerHarness } from '../testing/label-picker-harness';
import { LabelPicker } from './label-picker';

describe('The labels of a conversation', () => {
  let fixture: ComponentFixture<LabelPicker>;
  let picker: LabelPickerHarness;
  let changes: string[][];

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    changes = [];
  });

  async function show(given: string[], names: string[]): Promise<void> {
    fixture = TestBed.createComponent(LabelPicker);
    fixture.componentRef.setInput('conversationId', 'c1');
    fixture.componentRef.setInput('given', given);
    fixture.componentInstance.changed.subscribe((labels) => {
      changes.push(labels);
      fixture.componentRef.setInput('given', labels);
    });
    picker = await TestbedHarnessEnvironment.harnessForFixture(fixture, LabelPickerHarness);
    const items = names.map((name) => ({ id: name.toLowerCase(), name, colour: 'teal', createdAt: '' }));
    TestBed.inject(HttpTestingController).expectOne('/api/labels').flush({ items });
    await fixture.whenStable();
  }

  it('stand beside its name, two of them and how many more', async () => {
    await show(['vip', 'moroso', 'nuevo'], ['VIP', 'Nuevo', 'Moroso']);

    expect(await picker.opener()).toContain('Moroso');
    expect(await picker.opener()).toContain('Nuevo');
    expect(await picker.opener()).toContain('+1');
  });

  it('are put on and taken off, all of them told', async () => {
    await show(['vip'], ['VIP', 'Nuevo']);
    expect(await picker.ticked()).toEqual(['VIP']);
    await picker.tick('Nuevo');
    await picker.tick('VIP');

    expect(changes).toEqual([['vip', 'nuevo'], ['nuevo']]);
    expect(await picker.ticked()).toEqual(['Nuevo']);
  });

  it('keep what a colleague has made a moment ago', async () => {
    await show(['unknown', 'vip'], ['VIP', 'Nuevo']);
    await picker.tick('Nuevo');

    expect(await picker.ticked()).toEqual(['Nuevo', 'VIP']);
    expect(changes).toEqual([['unknown', 'vip', 'nuevo']]);
  });

  it('are searched where there are many, however they are written', async () => {
    await show([], ['Ánimo', 'B', 'C', 'D', 'E', 'F', 'G', 'H']);
    await picker.search('anim');
    expect(await picker.choices()).toEqual(['Ánimo']);
    await picker.search('zzz');
    expect(await picker.hint()).toBe('Ninguna etiqueta coincide.');
  });

  it('are twenty at most', async () => {
    const names = Array.from({ length: 21 }, (_, index) => `L${index}`);
    await show(
      names.slice(0, 20).map((name) => name.toLowerCase()),
      names,
    );
    await picker.tick('L20');

    expect(changes).toEqual([]);
    expect(await picker.hint()).toContain('20');
  });

  it('say who makes them where there are none', async () => {
    await show([], []);
    expect(await picker.hint()).toContain('Crea la primera en Ajustes');
  });
});
