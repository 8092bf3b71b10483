import { firstPassword } from './first-password';

describe('firstPassword', () => {
  it('can be read out and typed, and is another one each time', () => {
    const passwords = Array.from({ length: 50 }, firstPassword);

    for (const password of passwords) expect(password).toMatch(/^[a-hjkmnp-z2-9]{5}(-[a-hjkmnp-z2-9]{5}){3}$/);
    expect(new Set(passwords).size).toBe(50);
  });
});
