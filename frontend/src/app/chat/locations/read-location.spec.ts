import { readLocation } from './read-location';

describe('A place as it is typed or pasted', () => {
  const zocalo = { latitude: 19.432608, longitude: -99.133209 };

  it('is two numbers, with points or with commas', () => {
    for (const typed of [
      '19.432608, -99.133209',
      '19.432608,-99.133209',
      ' 19.432608  -99.133209 ',
      '19,432608; -99,133209',
      '19,432608, -99,133209',
    ]) {
      expect(readLocation(typed)).withContext(typed).toEqual(zocalo);
    }
    expect(readLocation('-34, -58')).toEqual({ latitude: -34, longitude: -58 });
    expect(readLocation('-34,-58.5')).toEqual({ latitude: -34, longitude: -58.5 });
  });

  it('is degrees with minutes and seconds, in Spanish too', () => {
    expect(readLocation(`19°25'57.4"N 99°07'59.6"W`)).toEqual({ latitude: 19.432611, longitude: -99.133222 });
    expect(readLocation('33,45° S, 70,66° O')).toEqual({ latitude: -33.45, longitude: -70.66 });
    expect(readLocation('41°23′N 2°10′E')).toEqual({ latitude: 41.383333, longitude: 2.166667 });
  });

  it('is what a link of a map says, wherever it says it', () => {
    for (const link of [
      'https://www.google.com/maps/@19.432608,-99.133209,15z',
      'https://www.google.com/maps/search/?api=1&query=19.432608%2C-99.133209',
      'https://maps.google.com/?q=19.432608,-99.133209',
      'https://maps.google.com/maps?q=loc:19.432608,-99.133209&z=17',
      'https://maps.app.goo.gl/Xy1?q=19.432608,-99.133209',
      'https://maps.apple.com/?ll=19.432608,-99.133209',
      'https://maps.apple.com/place?coordinate=19.432608,-99.133209&name=Z',
      'https://www.openstreetmap.org/?mlat=19.432608&mlon=-99.133209#map=17/19.4/-99.1',
      'https://www.openstreetmap.org/#map=17/19.432608/-99.133209',
      'https://www.waze.com/ul?ll=19.432608%2C-99.133209&navigate=yes',
      'geo:19.432608,-99.133209?z=17',
      'geo:19.432608,-99.133209;u=35',
      'Aquí es: https://maps.google.com/?q=19.432608,-99.133209 te espero',
    ]) {
      expect(readLocation(link)).withContext(link).toEqual(zocalo);
    }
  });

  it('is the pin of a link and not the middle of its map, with its name', () => {
    const link =
      'https://www.google.com/maps/place/%C3%93ptica+Condorito/@19.4,-99.1,17z/data=!3m1!4b1!4m6!3d19.432608!4d-99.133209';
    expect(readLocation(link)).toEqual({ ...zocalo, name: 'Óptica Condorito' });
    expect(readLocation('https://www.google.com/maps/place/19.432608,-99.133209/@1.5,2.5,17z')).toEqual(zocalo);
  });

  it('is nowhere where it says nothing, or says it only to whoever follows it', () => {
    expect(readLocation('  ')).toEqual({ problem: 'missing' });
    expect(readLocation('https://maps.app.goo.gl/kX7r')).toEqual({ problem: 'shortLink' });
    for (const typed of [
      '19,43',
      '19.43',
      'Madero 12',
      '91.5, 10',
      '10.5, 181',
      'https://www.google.com/maps',
      'https://',
    ]) {
      expect(readLocation(typed)).withContext(typed).toEqual({ problem: 'unreadable' });
    }
  });
});
