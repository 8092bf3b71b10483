import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Title } from '@angular/platform-browser';
import { TranslocoService } from '@jsverse/transloco';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { FiguresStore } from './figures-store';
import { UnreadBadgeHarness } from './testing/unread-badge-harness';
import { UnreadBadge } from './unread-badge';

describe('UnreadBadge', () => {
  const unread = signal(0);
  let fixture: ComponentFixture<UnreadBadge>;
  let badge: UnreadBadgeHarness;

  beforeEach(async () => {
    unread.set(0);
    TestBed.configureTestingModule({
      providers: [provideTestLanguages(), { provide: FiguresStore, useValue: { unread } }],
    });
    fixture = TestBed.createComponent(UnreadBadge);
    badge = await TestbedHarnessEnvironment.harnessForFixture(fixture, UnreadBadgeHarness);
  });

  const title = () => TestBed.inject(Title).getTitle();

  it('is not there while nothing is unread', async () => {
    expect(await badge.count()).toBeNull();
    expect(await badge.words()).toBeNull();
    expect(title()).toBe('CRM Condorito');
  });

  it('shows how many, says of what, and puts it in the title', async () => {
    unread.set(3);
    expect(await badge.count()).toBe('3');
    expect(await badge.words()).toBe('3 conversaciones sin leer');
    expect(title()).toBe('(3) CRM Condorito');

    unread.set(1);
    expect(await badge.words()).toBe('1 conversación sin leer');
    TestBed.inject(TranslocoService).setActiveLang('en');
    await fixture.whenStable();
    expect(await badge.words()).toBe('1 unread conversation');
  });

  it('shows no more than 99, but says the whole number', async () => {
    unread.set(99);
    expect(await badge.count()).toBe('99');
    unread.set(100);
    expect(await badge.count()).toBe('99+');
    expect(await badge.words()).toBe('100 conversaciones sin leer');
  });

  it('leaves nothing in the title when it goes', async () => {
    unread.set(3);
    await fixture.whenStable();
    fixture.destroy();
    TestBed.tick();

    expect(title()).toBe('CRM Condorito');
  });
});
