import { inputBinding, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { MissedPart } from './missed-part';
import { MissedScreen } from './missed-screen';

describe('MissedPart', () => {
  it('has the screen opened anew at its address, and again when it is about something else', () => {
    const open = jasmine.createSpy('open');
    const router = { url: '/chat/c1' };
    TestBed.configureTestingModule({
      providers: [
        { provide: MissedScreen, useValue: { open } },
        { provide: Router, useValue: router },
      ],
    });
    const id = signal('c1');
    TestBed.createComponent(MissedPart, { bindings: [inputBinding('of', id)] });
    TestBed.tick();
    expect(open).toHaveBeenCalledOnceWith('/chat/c1');

    router.url = '/chat/c2';
    id.set('c2');
    TestBed.tick();

    expect(open.calls.mostRecent().args).toEqual(['/chat/c2']);
  });
});
