import { BYTE_ORDER_MARK, csvLine } from '#contract/csv';
import { parsedText } from '../../../table-files/parsed-file';
import { ROW_PROBLEMS, type RowProblem } from '../../../table-files/checked-rows';
import { ContactRows, REPEATED_LINE } from './contact-rows';

const noPause = () => Promise.resolve();
const told = () => undefined;
const names = {
  stages: [{ id: 's1', name: 'Cliente' }],
  labels: [
    { id: 'l1', name: 'VIP' },
    { id: 'l2', name: 'Oro; plata' },
    { id: 'l3', name: 'Cali, centro' },
  ],
};

const known = { neighbour: '573009998877', fields: [{ id: 'city', name: 'Ciudad' }], ...names };

describe('ContactRows', () => {
  async function read(lines: readonly (readonly string[])[], has = known): Promise<ContactRows> {
    const table = parsedText(lines.map(csvLine).join(''));
    if ('refused' in table) throw new Error('This is a table.');
    const rows = new ContactRows(table, has);
    await rows.check(rows.mapping, told, noPause);
    rows.name(names);
    return rows;
  }
  const titles = ['Nombre', 'Teléfono', 'Etapa', 'Etiquetas', 'Notas', 'Ciudad'];

  it('makes contacts of what our own export writes, formulas and all', async () => {
    const notes = '=1+1\r\n"dos", y más';
    const rows = await read([
      titles,
      ['+573001234567', '(+57) 300 1234567', 'cliente', 'VIP; Oro; plata; Cali, centro', notes, "'=Cali"],
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

  it('reads what Google hands out: names in parts, several numbers, groups of its own', async () => {
    const rows = await read([
      ['First Name', 'Middle Name', 'Last Name', 'Organization Name', 'Notes', 'Labels', 'Phone 1 - Value'],
      ['Luz', '', 'Marina Ríos', 'Flores', 'Llamar', '* myContacts ::: VIP ::: Nueva', '300 123 4567 ::: 300 123 4568'],
    ]);

    expect(rows.batch(0, 1)).toEqual([
      { phoneNumber: '573001234567', name: 'Luz Marina Ríos', labels: ['l1'], notes: 'Llamar' },
    ]);
    const [shown] = rows.page('ready', 0, 1);
    expect([shown?.name, shown?.values]).toEqual(['Luz Marina Ríos', ['Llamar', 'VIP, Nueva']]);
    expect(rows.name(names).labels).toEqual(['Nueva']);
  });

  it('takes the whole name where a file has it in parts as well, and the parts where it does not', async () => {
    const rows = await read([
      ['Name', 'Given Name', 'Family Name', 'Group Membership', 'Phone 1 - Value'],
      ['Luz M.', 'Luz', 'Marina', '* myContacts', '3001234567'],
      ['', 'Ana', 'Ruiz', '* friends ::: * myContacts', '3001234568'],
    ]);

    expect(rows.batch(0, 2).map(({ name, labels }) => [name, labels])).toEqual([
      ['Luz M.', undefined],
      ['Ana Ruiz', undefined],
    ]);
  });

  it('leaves out what the server would not take', async () => {
    const labels = Array.from({ length: 21 }, (_, number) => ({ id: `n${number}`, name: `N${number}` }));
    const many = labels.map(({ name }) => name).join(';');
    const row = (end: string, change: Partial<Record<'name' | 'notes' | 'labels' | 'city', string>>) => [
      change.name ?? '',
      `30012345${end}`,
      '',
      change.labels ?? '',
      change.notes ?? '',
      change.city ?? '',
    ];
    const rows = await read(
      [
        titles,
        row('01', { name: 'a'.repeat(121) }),
        row('01', { name: 'a'.repeat(120), notes: 'a'.repeat(10_000), city: 'a'.repeat(500) }),
        row('02', { notes: 'a'.repeat(10_001) }),
        row('03', { city: 'a'.repeat(501) }),
        row('04', { labels: many }),
        row('05', { labels: many.slice(0, many.lastIndexOf(';')) }),
      ],
      { ...known, labels },
    );

    expect(rows.page('ready', 0, 10).map(({ line }) => line)).toEqual([3, 7]);
    expect(rows.page('leftOut', 0, 10).map(({ problem }) => problem)).toEqual([
      'text_too_long',
      'text_too_long',
      'text_too_long',
      'too_many_labels',
    ]);
  });

  it('fills in from repeated rows what the first one lacks, joins their labels, and says where that one is', async () => {
    const rows = await read([
      titles,
      ['Luz', '3001234567', '', 'VIP', '', ''],
      ['Luz M.', '+57 300 123 4567', 'Cliente', 'vip; Nueva', 'Llamar', ''],
      ['', '573001234567', 'Ganado', 'Cali, centro', 'Otra', 'Cali'],
    ]);

    expect(rows.batch(0, 10)).toEqual([
      {
        phoneNumber: '573001234567',
        name: 'Luz',
        stage: 's1',
        labels: ['l1', 'l3'],
        notes: 'Llamar',
        fields: { city: 'Cali' },
      },
    ]);
    expect(rows.name(names)).toEqual({ stages: [], stageCount: 0, labels: ['Nueva'], labelCount: 1 });
    expect(rows.page('ready', 0, 1)[0]?.values).toEqual(['Cliente', 'vip, Nueva, Cali, centro', 'Llamar', 'Cali']);
    expect(rows.page('leftOut', 0, 10).map(({ problem, repeats, name }) => [problem, repeats, name])).toEqual([
      ['duplicate', 2, 'Luz M.'],
      ['duplicate', 2, ''],
    ]);
    const words = { duplicate: `Repite la fila ${REPEATED_LINE}` } as Record<RowProblem, string>;
    const file = rows.leftOutFile({ kind: 'leftOut', rows: [], words, heading: 'motivo' });
    expect((await file.text()).match(/Repite la fila 2\r\n/g)?.length).toBe(2);
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
