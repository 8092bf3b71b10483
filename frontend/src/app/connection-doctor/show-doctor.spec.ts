import { Component, viewChild, ViewContainerRef } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { showDoctor } from './show-doctor';
import { FakePorts } from './testing/fake-ports';
import { provideDoctorTesting } from './testing/provide-doctor-testing';

@Component({ template: '<button type="button">Open</button><ng-container #place />' })
class Opener {
  readonly place = viewChild.required('place', { read: ViewContainerRef });
}

describe('showDoctor', () => {
  let fixture: ComponentFixture<Opener>;
  let page: HTMLElement;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [provideDoctorTesting(() => new FakePorts()), provideRouter([{ path: 'elsewhere', children: [] }])],
    });
    fixture = TestBed.createComponent(Opener);
    page = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
    page.querySelector('button')?.focus();
    showDoctor(fixture.componentInstance.place());
    await fixture.whenStable();
  });

  function dialog(): HTMLDialogElement | null {
    return page.querySelector('dialog');
  }

  /** A dialog tells of its closing in a task of its own. */
  async function closing(close: () => unknown): Promise<void> {
    const closed = new Promise((resolve) => dialog()?.addEventListener('close', resolve));
    close();
    await closed;
    await fixture.whenStable();
  }

  it('opens it on top of the page with its name', () => {
    expect(dialog()?.open).toBeTrue();
    expect(dialog()?.matches(':modal')).toBeTrue();
    expect(dialog()?.querySelector('h2')?.textContent).toBe('Diagnóstico de la conexión');
  });

  it('opens it once', async () => {
    showDoctor(fixture.componentInstance.place());
    await fixture.whenStable();

    expect(page.querySelectorAll('dialog').length).toBe(1);
  });

  it('is closed by its button, and gives the focus back', async () => {
    await closing(() => dialog()?.querySelector<HTMLButtonElement>('[aria-label=Cerrar]')?.click());

    expect(dialog()).toBeNull();
    expect(document.activeElement).toBe(page.querySelector('button'));
  });

  it('is closed when the page is left, and can be opened again', async () => {
    await closing(() => TestBed.inject(Router).navigateByUrl('/elsewhere'));
    expect(dialog()).toBeNull();

    showDoctor(fixture.componentInstance.place());
    await fixture.whenStable();

    expect(dialog()?.open).toBeTrue();
  });
});
