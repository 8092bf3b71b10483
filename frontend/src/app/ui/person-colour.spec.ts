import { colourNumber, nameColour, PERSON_COLOURS } from '.';

describe('the colours of names', () => {
  afterEach(() => {
    document.documentElement.style.colorScheme = '';
  });

  for (const scheme of ['light', 'dark']) {
    it(`can be read on an incoming bubble and are told apart (${scheme})`, () => {
      document.documentElement.style.colorScheme = scheme;
      const colours = Array.from({ length: PERSON_COLOURS }, (_, number) => shown(nameColour(number)));

      const bubble = shown('var(--color-bubble-in)');
      expect(colours.filter((colour) => contrast(colour, bubble) < 4.5)).toEqual([]);
      expect(new Set(colours.map(String)).size).toBe(PERSON_COLOURS);
    });
  }

  it('are always the same for the same person', () => {
    expect(colourNumber('luz')).toBe(colourNumber('luz'));
    expect(colourNumber('luz')).not.toBe(colourNumber('eva'));
  });

  /** Red, green and blue from 0 to 1, as the browser works the value out. */
  function shown(colour: string): number[] {
    const probe = document.createElement('div');
    probe.style.color = colour;
    document.body.append(probe);
    const channels = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
    probe.remove();
    return channels.slice(0, 3).map((channel) => Number(channel) / 255);
  }

  /** WCAG 2.2, "relative luminance" and "contrast ratio". */
  function contrast(one: number[], other: number[]): number {
    const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
  }

  function luminance(channels: number[]): number {
    const [red = 0, green = 0, blue = 0] = channels.map((value) =>
      value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
});
