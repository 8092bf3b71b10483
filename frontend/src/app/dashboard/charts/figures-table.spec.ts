import { TestBed } from '@angular/core/testing';
import { FiguresTable } from './figures-table';

describe('a table of figures', () => {
  it('has a row for each of two of the same name, and for the hour that a long day has twice', async () => {
    const warned = spyOn(console, 'warn');
    const fixture = TestBed.createComponent(FiguresTable);
    fixture.componentRef.setInput('caption', 'Enviados por agente');
    const [columns, rows] = [
      ['Agente', 'Enviados'],
      [
        ['Luis', '3'],
        ['Luis', '5'],
      ],
    ];
    fixture.componentRef.setInput('table', { columns, rows });
    await fixture.whenStable();
    fixture.componentRef.setInput('table', { columns, rows: rows.toReversed() });
    await fixture.whenStable();

    const cells = [...(fixture.nativeElement as HTMLElement).querySelectorAll('td')].map((cell) => cell.textContent);
    expect(cells).toEqual(['5', '3']);
    expect(warned).not.toHaveBeenCalled();
  });
});
