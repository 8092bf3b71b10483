import { SenderColours } from './sender-colours';

describe('the colours of who writes in a group', () => {
  const people = Array.from({ length: 8 }, (_, index) => `person ${index}`);

  it('differ for as many people as there are colours, and stay', () => {
    const colours = new SenderColours();
    const given = people.map((person) => colours.of('club', person));

    expect(new Set(given).size).toBe(8);
    expect(people.map((person) => colours.of('club', person))).toEqual(given);
  });

  it('are shared from then on, and are given anew in another group', () => {
    const colours = new SenderColours();
    for (const person of people) colours.of('club', person);

    expect(colours.of('club', 'the ninth')).toBe(new SenderColours().of('club', 'the ninth'));
    expect(colours.of('another', 'the ninth')).toBe(colours.of('club', 'the ninth'));
  });
});
