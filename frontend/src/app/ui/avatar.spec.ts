import { TestBed } from '@angular/core/testing';
import { Avatar } from '.';

describe('Avatar', () => {
  async function show(name: string, id = 'c1'): Promise<HTMLElement> {
    const fixture = TestBed.createComponent(Avatar);
    fixture.componentRef.setInput('name', name);
    fixture.componentRef.setInput('id', id);
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  }

  it('shows the initials of the first and the last word', async () => {
    expect((await show('María José Álvarez')).textContent.trim()).toBe('MÁ');
    expect((await show('ñandú')).textContent.trim()).toBe('Ñ');
  });

  it('shows a sign for a name without letters', async () => {
    expect((await show('+52 55 1234 5678')).textContent.trim()).toBe('#');
  });

  it('shows a group by its sign instead of initials', async () => {
    const fixture = TestBed.createComponent(Avatar);
    fixture.componentRef.setInput('name', 'Club');
    fixture.componentRef.setInput('id', 'g1');
    fixture.componentRef.setInput('kind', 'group');
    fixture.componentRef.setInput('size', 28);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;

    expect(element.textContent.trim()).toBe('');
    expect(element.querySelector('svg')?.getAttribute('width')).toBe('14');
  });

  it('keeps the colour of an id, whatever the name', async () => {
    const before = (await show('Ana', 'c7')).style.backgroundColor;

    expect((await show('Ana López', 'c7')).style.backgroundColor).toBe(before);
    expect((await show('Ana', 'c8')).style.backgroundColor).not.toBe(before);
  });
});
