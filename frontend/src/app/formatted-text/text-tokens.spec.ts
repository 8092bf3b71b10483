import { textTokens, type TextToken } from './text-tokens';

describe('text tokens', () => {
  it('reads bold, italic, strike and code', () => {
    expect(textTokens('a *b* _c_ ~d~ ```e *f*```')).toEqual([
      plain('a '),
      { kind: 'bold', tokens: [plain('b')] },
      plain(' '),
      { kind: 'italic', tokens: [plain('c')] },
      plain(' '),
      { kind: 'strike', tokens: [plain('d')] },
      plain(' '),
      { kind: 'code', text: 'e *f*' },
    ]);
  });

  it('reads marks within marks', () => {
    expect(textTokens('*a _b ~c~_*')).toEqual([
      {
        kind: 'bold',
        tokens: [plain('a '), { kind: 'italic', tokens: [plain('b '), { kind: 'strike', tokens: [plain('c')] }] }],
      },
    ]);
  });

  it('leaves alone what only looks like marks', () => {
    for (const text of ['2 * 3 * 4', 'snake_case_name', '* a *', '**', '*', '_ _', 'a*b*c', '*two\nlines*', '``````']) {
      expect(textTokens(text))
        .withContext(text)
        .toEqual([plain(text)]);
    }
  });

  it('links http and https addresses, without the end of the sentence', () => {
    expect(textTokens('See https://example.com/a_b_c?x=1. Bye')).toEqual([
      plain('See '),
      { kind: 'link', text: 'https://example.com/a_b_c?x=1', href: 'https://example.com/a_b_c?x=1' },
      plain('. Bye'),
    ]);
  });

  it('makes neither markup nor links out of what is meant to harm', () => {
    const harmful = [
      '<img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      'javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'vbscript:msgbox(1)',
      'java\nscript:alert(1)',
      'http://',
    ];
    for (const text of harmful) {
      expect(textTokens(text))
        .withContext(text)
        .toEqual([plain(text)]);
    }
    expect(textTokens('https://example.com/"onmouseover="alert(1)')[0]).toEqual(
      jasmine.objectContaining({ kind: 'link', href: 'https://example.com/' }),
    );
  });

  it('loses no letter of any text', () => {
    const alphabet = ['*', '_', '~', '`', '```', ' ', '\n', 'a', 'ñ', '😀', 'https://a.b/c', '.'];
    let seed = 7;
    for (let round = 0; round < 2_000; round += 1) {
      let text = '';
      for (let length = 0; length < 14; length += 1) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        text += alphabet[Math.floor((seed / 2_147_483_648) * alphabet.length)] ?? '';
      }
      expect(lettersOf(textTokens(text)))
        .withContext(JSON.stringify(text))
        .toBe(withoutMarks(text));
    }
  });

  it('takes no longer for texts made to be slow', () => {
    for (const text of ['*'.repeat(7_000), '*a'.repeat(3_500), '`'.repeat(7_000), '_*~'.repeat(2_300)]) {
      const start = performance.now();
      textTokens(text);
      expect(performance.now() - start)
        .withContext(text.slice(0, 6))
        .toBeLessThan(1_000);
    }
  });
});

function plain(text: string): TextToken {
  return { kind: 'text', text };
}

function lettersOf(tokens: readonly TextToken[]): string {
  return withoutMarks(tokens.map((token) => ('tokens' in token ? lettersOf(token.tokens) : token.text)).join(''));
}

function withoutMarks(text: string): string {
  return text.replace(/[*_~`]/g, '');
}
