import { placementAfter, type ListView } from './anchor';

describe('placement of the list after its order changed', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const view: ListView = { scrollTop: 0, height: 300, rowHeight: 100, pointedId: null, openId: null };

  it('shows the top when nobody points at it', () => {
    expect(placementAfter(before, ['h', ...before.slice(0, -1)], view)).toBe(0);
  });

  it('keeps the row under the pointer where it is in a list that is scrolled', () => {
    expect(placementAfter(before, ['new', ...before], { ...view, scrollTop: 200, pointedId: 'd' })).toBe(300);
  });

  it('holds the order when the row under the pointer would have to leave the screen', () => {
    const after = ['e', 'a', 'b', 'c', 'd', 'f', 'g', 'h'];

    expect(placementAfter(before, after, { ...view, scrollTop: 200, pointedId: 'e' })).toBe('hold');
  });

  it('stands still when scrolled away from the top', () => {
    expect(placementAfter(before, ['new', ...before], { ...view, scrollTop: 250 })).toBe(350);
    expect(placementAfter(before, ['h', ...before.slice(0, -1)], { ...view, scrollTop: 250 })).toBe(350);
  });

  it('stands still when it is a row in view that moved to the top', () => {
    const after = ['c', 'a', 'b', 'd', 'e', 'f', 'g', 'h'];

    expect(placementAfter(before, after, { ...view, scrollTop: 200 })).toBe(200);
  });

  it('keeps the open conversation in view', () => {
    const after = ['h', ...before.slice(0, -1)];

    expect(placementAfter(before, after, { ...view, openId: 'b' })).toBe(0);
    expect(placementAfter(before, after, { ...view, openId: 'c' })).toBe(100);
  });
});
