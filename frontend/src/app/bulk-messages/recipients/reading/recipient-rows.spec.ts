import { tableOf } from '../../../table-files/testing/table-of';
import { RecipientRows } from './recipient-rows';

const noPause = () => Promise.resolve();
const told = () => undefined;

describe('RecipientRows', () => {
  const file = [
    ['Nombre', 'Teléfono', 'Ciudad'],
    [' Luz Marina ', '300 123 4567', 'Cali'],
    ['Ana', '12', 'Bogotá'],
    ['Beto', '', ''],
    ['Caro', '5.255E+11', ''],
    ['Luz otra vez', '+57 300 1234567', 'Cali'],
    ['Inés', '5215512345678', ''],
    ['Inés', '+52 55 1234 5678', ''],
  ];
  let rows: RecipientRows;

  beforeEach(() => {
    rows = new RecipientRows(tableOf(file), '573009998877');
  });

  it('says what is wrong with which row, and finds one person in two spellings of their number', async () => {
    const counts = await rows.check(rows.mapping, told, noPause);

    expect(counts).toEqual({ ready: 2, leftOut: { too_short: 1, missing: 1, shortened: 1, duplicate: 2 }, several: 0 });
    expect(rows.page('leftOut', 0, 50).map(({ line, problem }) => [line, problem])).toEqual([
      [3, 'too_short'],
      [4, 'missing'],
      [5, 'shortened'],
      [6, 'duplicate'],
      [8, 'duplicate'],
    ]);
  });

  it('makes recipients of what is good, with what came along under names that texts can use', async () => {
    await rows.check(rows.mapping, told, noPause);

    expect(rows.batch(0, 50)).toEqual([
      { phoneNumber: '+573001234567', name: 'Luz Marina', variables: { nombre: 'Luz Marina', ciudad: 'Cali' } },
      { phoneNumber: '+5215512345678', name: 'Inés', variables: { nombre: 'Inés' } },
    ]);
    expect(rows.batch(1, 1).map(({ name }) => name)).toEqual(['Inés']);
  });

  it('tells of every column once in a batch, also of one in which nobody has anything', async () => {
    const sheet = [
      ['Teléfono', 'Saldo'],
      ['300 123 4567', ''],
      ['300 123 4568', ' '],
      ['300 123 4569', ''],
    ];
    const list = new RecipientRows(tableOf(sheet), '573009998877');
    await list.check(list.mapping, told, noPause);

    expect(list.batch(0, 2).map(({ variables }) => variables)).toEqual([{ saldo: '' }, undefined]);
    expect(list.batch(2, 2).map(({ variables }) => variables)).toEqual([{ saldo: '' }]);
  });

  it('makes no variable of names that have no title, as in a pasted list', async () => {
    const mapping = { heading: null, number: 0, name: [1], variables: [] };
    const list = new RecipientRows(tableOf([['300 123 4567', 'Luz']]), '573009998877', mapping);
    await list.check(mapping, told, noPause);

    expect(list.batch(0, 50)).toEqual([{ phoneNumber: '+573001234567', name: 'Luz' }]);
  });

  it('takes the first of several numbers, tells how many had several, and puts names together', async () => {
    const google = [
      ['First Name', 'Last Name', 'Phone 1 - Value'],
      ['Luz', 'Marina', '12 ::: +57 300 123 4567 ::: +57 300 123 4568'],
      ['Ana', '', '300 123 4569'],
    ];
    const list = new RecipientRows(tableOf(google), '573009998877');

    expect(await list.check(list.mapping, told, noPause)).toEqual({ ready: 2, leftOut: {}, several: 1 });
    expect(list.batch(0, 50)).toEqual([
      { phoneNumber: '+573001234567', name: 'Luz Marina', variables: { first_name: 'Luz', last_name: 'Marina' } },
      { phoneNumber: '+573001234569', name: 'Ana', variables: { first_name: 'Ana' } },
    ]);
  });

  it('looks at everything again where the columns mean something else', async () => {
    await rows.check(rows.mapping, told, noPause);

    const counts = await rows.check({ ...rows.mapping, number: 0 }, told, noPause);

    expect(counts?.ready).toBe(0);
    expect(rows.page('ready', 0, 50)).toEqual([]);
  });

  it('gives up a check where another one begins meanwhile', async () => {
    const many = new RecipientRows(
      tableOf(Array.from({ length: 2_500 }, (_, index) => [`+57300${String(1_000_000 + index)}`])),
      '',
    );
    const parts: number[] = [];
    let second: Promise<unknown> = Promise.resolve();
    const first = many.check(
      many.mapping,
      (part) => parts.push(part),
      async () => {
        if (parts.length === 2) second = many.check(many.mapping, told, noPause);
        await Promise.resolve();
      },
    );

    expect(await first).toBeNull();
    expect(await second).toEqual({ ready: 2_500, leftOut: {}, several: 0 });
    expect(parts).toEqual([0, 0.4]);
  });

  it('shows what each column holds', () => {
    expect(rows.columns(0)[2]).toEqual({ title: 'Ciudad', variable: 'ciudad', samples: ['Cali', 'Bogotá'] });
    expect(rows.columns(null)[2]).toEqual({
      title: '',
      variable: 'columna_3',
      samples: ['Ciudad', 'Cali', 'Bogotá'],
    });
  });
});
