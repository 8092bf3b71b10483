import { toned } from './skin-tone';

describe('The tone of skin of an emoji', () => {
  it('stands behind the hand or the person, in place of the mark for colour', () => {
    expect(toned('👍', 3)).toBe('👍🏽');
    expect(toned('☝️', 1)).toBe('☝🏻');
    expect(toned('🧑‍⚕️', 5)).toBe('🧑🏿‍⚕️');
  });

  it('is that of everybody who is in it', () => {
    expect(toned('👩‍❤️‍👨', 2)).toBe('👩🏼‍❤️‍👨🏼');
  });

  it('is left out for the yellow one', () => {
    expect(toned('👍', 0)).toBe('👍');
  });
});
