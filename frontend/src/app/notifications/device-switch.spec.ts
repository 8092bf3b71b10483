import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { SignInStore } from '../sign-in';
import { BROWSER_NOTIFICATIONS } from './device-notices';
import { DeviceSwitch } from './device-switch';
import { PageWorker } from './page-worker';

describe('DeviceSwitch', () => {
  let fixture: ComponentFixture<DeviceSwitch>;
  let server: HttpTestingController;
  let answer: NotificationPermission;
  let permission: NotificationPermission;
  let reachesPushService: boolean;
  const subscription = {
    endpoint: 'https://push.example/1',
    toJSON: () => ({ endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } }),
    unsubscribe: () => Promise.resolve(true),
  };

  beforeEach(() => {
    localStorage.removeItem('condorito.notices');
    [answer, permission, reachesPushService] = ['granted', 'default', true];
    const pushManager = {
      subscribe: () => (reachesPushService ? Promise.resolve(subscription) : Promise.reject(new Error('No service'))),
      getSubscription: () => Promise.resolve(subscription),
    };
    const registration: { current: object | null } = { current: { pushManager } };
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideTestLanguages(),
        { provide: SignInStore, useValue: { user: signal({ id: 'u1', clientCode: 'acme' }) } },
        { provide: PageWorker, useValue: { registration: () => Promise.resolve(registration.current) } },
        {
          provide: BROWSER_NOTIFICATIONS,
          useFactory: () => ({
            get permission() {
              return permission;
            },
            requestPermission: () => Promise.resolve((permission = answer)),
          }),
        },
      ],
    });
    server = TestBed.inject(HttpTestingController);
  });

  afterEach(() => {
    server.verify();
    localStorage.removeItem('condorito.notices');
  });

  async function open(): Promise<void> {
    fixture = TestBed.createComponent(DeviceSwitch);
    await settle();
  }

  async function settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await fixture.whenStable();
  }

  const text = () => (fixture.nativeElement as HTMLElement).textContent;
  const press = async () => {
    (fixture.nativeElement as HTMLElement).querySelector('button')?.click();
    await settle();
  };

  it('subscribes this browser once the person has let it, and ends that again', async () => {
    await open();
    expect(text()).toContain('Este dispositivo no avisa.');
    await press();
    server.expectOne('/api/push/key').flush({ publicKey: 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFg' });
    await settle();
    const subscribed = server.expectOne({ method: 'POST', url: '/api/push/subscriptions' });
    expect(subscribed.request.body).toEqual(subscription.toJSON());
    subscribed.flush(null, { status: 204, statusText: 'No Content' });
    await settle();
    expect(text()).toContain('también con la aplicación cerrada');

    await press();
    const ended = server.expectOne({ method: 'DELETE', url: '/api/push/subscriptions' });
    expect(ended.request.body).toEqual({ endpoint: subscription.endpoint });
    ended.flush(null, { status: 204, statusText: 'No Content' });
    await settle();
    expect(text()).toContain('Este dispositivo no avisa.');
  });

  it('tells as long as a tab is open where there is no push service', async () => {
    reachesPushService = false;
    await open();
    await press();
    server.expectOne('/api/push/key').flush({ publicKey: 'BEl62' });
    await settle();

    expect(text()).toContain('mientras haya una pestaña abierta');
    await press();
    server.expectOne('/api/push/subscriptions').flush(null, { status: 204, statusText: 'No Content' });
    await settle();
    expect(text()).toContain('Este dispositivo no avisa.');
  });

  it('says what is in the way', async () => {
    answer = 'denied';
    await open();
    await press();

    expect(text()).toContain('El navegador tiene bloqueados los avisos');
    expect((fixture.nativeElement as HTMLElement).querySelector('button')).toBeNull();
  });
});
