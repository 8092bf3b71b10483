import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Icon } from './icon';
import { ICON_PATHS, type IconName } from './icon-paths';

@Component({
  imports: [Icon],
  template: '<svg [appIcon]="name()"></svg>',
})
class Page {
  readonly name = signal<IconName>('search');
}

describe('Icon', () => {
  it('draws the icon of its name, and another when the name changes', async () => {
    const fixture = TestBed.createComponent(Page);
    await fixture.whenStable();
    expect(drawn(fixture.nativeElement)).toBe(ICON_PATHS.search);

    fixture.componentInstance.name.set('check');
    await fixture.whenStable();
    expect(drawn(fixture.nativeElement)).toBe(ICON_PATHS.check);
  });

  it('is two nodes, and nothing for a screen reader', async () => {
    const fixture = TestBed.createComponent(Page);
    await fixture.whenStable();
    const icon = (fixture.nativeElement as HTMLElement).querySelector('svg');
    expect(icon?.getAttribute('aria-hidden')).toBe('true');
    expect(icon?.childNodes.length).toBe(1);
  });
});

function drawn(element: unknown): string | null | undefined {
  return (element as HTMLElement).querySelector('path')?.getAttribute('d');
}
