import { Component } from '@angular/core';

/** The product's own picture: a condor over the Andes. Decoration only. */
@Component({
  selector: 'app-condor-picture',
  template: `
    <svg viewBox="0 0 320 180" aria-hidden="true">
      <circle class="sun" cx="226" cy="66" r="34" />
      <path class="far" d="M0 180V136l46-38 34 26 48-52 44 46 30-22 44 40 34-24 40 30v38z" />
      <path class="snow" d="m128 72 20 21-11 6-9-7-9 8-8-7z" />
      <path class="near" d="M0 180v-22l58-30 52 26 62-34 56 30 46-20 46 26v24z" />
      <g class="condor">
        <path
          d="M160 64c-8-17-26-31-50-36-17-4-38-3-54 5 9 1 15 4 19 8-8 0-14 2-20 6 9 1 15 3 20 7-6 1-11 3-15 7 9 0 15 1 20 5-4 1-8 4-10 8 27-6 50-1 70 14 5 4 11 9 20 9s15-5 20-9c20-15 43-20 70-14-2-4-6-7-10-8 5-4 11-5 20-5-4-4-9-6-15-7 5-4 11-6 20-7-6-4-12-6-20-6 4-4 10-7 19-8-16-8-37-9-54-5-24 5-42 19-50 36z"
        />
        <path d="m149 94-5 26 16-7 16 7-5-26z" />
      </g>
      <path class="collar" d="M152 61c5-4 11-4 16 0l-3 7h-10z" />
      <path class="head" d="M155 60c-1-9 3-14 8-13 4 1 5 4 5 6l5 3c-2 2-4 3-6 2l-1 3z" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
    }
    svg {
      display: block;
      width: 100%;
    }
    .sun {
      fill: light-dark(#f7d9a0, #b98a3d);
    }
    .far {
      fill: light-dark(#b9dcd3, #23483f);
    }
    .near {
      fill: light-dark(#7fbcae, #16332c);
    }
    .snow {
      fill: light-dark(#fff, #cfe7e0);
    }
    .condor {
      fill: light-dark(#12332c, #071310);
    }
    .collar {
      fill: light-dark(#fff, #e8eeec);
    }
    .head {
      fill: light-dark(#c26a4a, #d98464);
    }
  `,
})
export class CondorPicture {}
