import { BYTE_ORDER_MARK, csvLine } from '#contract/csv';
import { parsedText } from '../../../table-files/parsed-file';
import { ROW_PROBLEMS, type RowProblem } from '../../../table-files/checked-rows';
import { ContactRows } from './contact-rows';

const noPause = () => Promise.resolve();
const told = () => undefined;
const known = { neighbour: '573009998877', fields: [{ id: 'city', name: 'Ciudad' }] };
const names = {
  stages: [{ id: 's1', name: 'Cliente' }],
  labels: [
    { id: 'l1', name: 'VIP' },
    { id: 'l2', name: 'Oro; plata' },
    { id: 'l3', name: 'Cali, centro' },
  ],
};

describe('ContactRows', () => {
  async function read(lines: readonly (readonly string[])[]): Promise<ContactRows> {
    const rows = new ContactRows(parsedText(lines.map(csvLine).join('')).rows, known);
    await rows.check(rows.mapping, told, noPause);
    rows.name(names);
    return rows;
  }
  const titles = ['nombre', 'telefono', 'etapa', 'etiquetas', 'notas', 'Ciudad'];

  it('makes contacts of what our own export writes, formulas and all', async () => {
    const notes = '=1+1\r\n"dos", y más';
    const rows = await read([
      titles,
      ['+573001234567', '573001234567', 'cliente', 'VIP; Oro; plata; Cali, centro', notes, "'=Cali"],
    ]);

    expect(rows.batch(0, 10)).toEqual([
      {
        phoneNumber: '573001234567',
        name: '+573001234567',
        stage: 's1',
        labels: ['l1', 'l2', 'l3'],
        notes,
        fields: { city: "'=Cali" },
      },
    ]);
  });

  it('tells labels apart by commas where others write them, each once', async () => {
    const rows = await read([titles, ['Luz', '3001234567', '', 'vip, Nueva,VIP,nueva', '', '']]);

    expect(rows.batch(0, 1)[0]?.labels).toEqual(['l1']);
    expect(rows.name(names)).toEqual({ stages: [], stageCount: 0, labels: ['nueva'], labelCount: 1 });
    const more = { ...names, labels: [...names.labels, { id: 'l4', name: 'NUEVA' }] };
    expect(rows.name(more).labelCount).toBe(0);
    expect(rows.batch(0, 1)[0]?.labels).toEqual(['l1', 'l4']);
  });

  it('says which stages the client does not have, of good rows only', async () => {
    const rows = await read([titles, ['A', '3001234567', 'Ganado', '', '', ''], ['B', '12', 'Perdido', '', '', '']]);

    expect(rows.name(names).stages).toEqual(['Ganado']);
    expect(rows.batch(0, 1)[0]).toEqual({ phoneNumber: '573001234567', name: 'A' });
  });

  it('fills portions by what a request can hold', async () => {
    const row = (number: number, notes: string) => ['', `30012${String(10_000 + number)}`, '', '', notes, ''];
    const many = await read([titles, ...Array.from({ length: 600 }, (_, number) => row(number, ''))]);
    expect(many.portion(0).length).toBe(500);
    expect(many.portion(500).length).toBe(100);
    const long = await read([titles, ...Array.from({ length: 200 }, (_, number) => row(number, 'ñ'.repeat(9_000)))]);
    const portion = long.portion(0);
    expect(portion.length).toBeGreaterThan(0);
    expect(new Blob([JSON.stringify(portion)]).size).toBeLessThan(700_000);
  });

  it('hands out those left out with why, harmless in a spreadsheet', async () => {
    const rows = await read([
      titles,
      ['=1+1', '12', '', '', '', ''],
      ['Ana', '3001234567', '', '', '', ''],
      ['Luz', '3001234568', '', '', '', ''],
    ]);
    const words = Object.fromEntries(ROW_PROBLEMS.map((name) => [name, name])) as Record<RowProblem, string>;
    const left = [{ index: 1, why: 'Su etapa ya no existe' }];
    const file = rows.leftOutFile({ kind: 'leftOut', rows: left, words, heading: 'motivo' });

    const written = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer());
    expect(written).toBe(
      BYTE_ORDER_MARK +
        [`${titles.join(',')},motivo`, "'=1+1,12,,,,,too_short", 'Luz,3001234568,,,,,Su etapa ya no existe', ''].join(
          '\r\n',
        ),
    );
  });
});
