import { Component, computed, CUSTOM_ELEMENTS_SCHEMA, input, signal } from '@angular/core';

@Component({
  selector: 'app-tiles',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <button type="button" (click)="isReversed.set(!isReversed())">Reverse the order</button>
    <section class="tiles">
      <!-- By what it is tracked by, a tile keeps its picture wherever it is moved. -->
      @for (id of shown(); track id) {
        <noom-video [participant]="id" />
      }
    </section>
  `,
})
export class Tiles {
  readonly ids = input<readonly string[]>([]);
  readonly isReversed = signal(false);
  readonly shown = computed(() => (this.isReversed() ? [...this.ids()].reverse() : this.ids()));
}
