import { pastedList } from './pasted-list';

describe('pastedList', () => {
  it('finds the number and the name, wherever each stands', () => {
    const list = '+57 300 123 4567\n300-123-4567 Luz Marina\r\nAna Ruiz, (55) 1234 5678\n\n"Beto";+525512345678';

    expect(pastedList(list).rows).toEqual([
      ['+57 300 123 4567', ''],
      ['300-123-4567', 'Luz Marina'],
      ['(55) 1234 5678', 'Ana Ruiz'],
      ['+525512345678', 'Beto'],
    ]);
  });

  it('finds one that is too short, and one that a spreadsheet has shortened', () => {
    expect(pastedList('300 12 Luz\n5,25512345E+11 Ana').rows).toEqual([
      ['300 12', 'Luz'],
      ['5,25512345E+11', 'Ana'],
    ]);
  });

  it('takes no address, flat or word for a number that a spreadsheet has shortened', () => {
    const list = '300 123 4567 rose7e1@mail.com\nDepto 3E2 300 123 4567\nrose7E+11 300 123 4567\n5.2551234E+11';

    expect(pastedList(list).rows).toEqual([
      ['300 123 4567', 'rose7e1@mail.com'],
      ['300 123 4567', 'Depto 3E2'],
      ['300 123 4567', 'rose7E+11'],
      ['5.2551234E+11', ''],
    ]);
  });

  it('keeps a line without a number, so that it is told of', () => {
    expect(pastedList('sin número').rows).toEqual([['sin número', '']]);
  });

  it('says where each line stands, those of nothing included', () => {
    expect(pastedList('300 123 4567\n\n\n300 123 4568').lines).toEqual([1, 4]);
  });
});
