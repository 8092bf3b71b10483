import { credentialProblemOf, filledIn, noCredentials } from './credentials';

describe('Credentials', () => {
  it('are good as Meta gives them, with spaces around them too', () => {
    expect(credentialProblemOf('phoneNumberId', ' 105510203050001 ', true)).toBeNull();
    expect(credentialProblemOf('accessToken', 'EAAG0123456789', true)).toBeNull();
    expect(credentialProblemOf('appSecret', '0123456789abcdef0123456789ABCDEF', true)).toBeNull();
    expect(credentialProblemOf('verifyToken', '', false)).toBeNull();
  });

  it('have one thing wrong with them, which can be said', () => {
    expect(credentialProblemOf('phoneNumberId', '+52 55 1234', true)).toBe('cloud.field.phoneNumberId.shape');
    expect(credentialProblemOf('accessToken', 'EAAG', true)).toBe('cloud.field.accessToken.shape');
    expect(credentialProblemOf('appSecret', 'no es hexadecimal', true)).toBe('cloud.field.appSecret.shape');
    expect(credentialProblemOf('verifyToken', 'dos palabras', false)).toBe('cloud.field.verifyToken.shape');
    expect(credentialProblemOf('accessToken', '  ', true)).toBe('cloud.missing');
  });

  it('are sent where something was filled in', () => {
    expect(filledIn({ ...noCredentials, accessToken: ' EAAG0123456789 ', verifyToken: '  ' })).toEqual({
      accessToken: 'EAAG0123456789',
    });
  });
});
