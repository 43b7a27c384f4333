import { Component, signal } from '@angular/core';
import { Call } from './call';

const address = new URLSearchParams(location.search);

@Component({
  selector: 'app-root',
  imports: [Call],
  // Angular's listeners end with the view. On the document, the room is heard also when it leaves after that.
  host: { '(document:noom-left)': "status.set('out of the call')" },
  template: `
    <main>
      <p role="status">You are {{ status() }}.</p>
      <button type="button" (click)="isOpen.set(!isOpen())">
        {{ isOpen() ? 'Close the call' : 'Open the call' }}
      </button>
      @if (isOpen()) {
        <app-call
          [room]="room"
          [name]="name"
          [autojoin]="autojoin"
          (joined)="status.set('in the call')"
        />
      }
    </main>
  `,
})
export class App {
  readonly room = address.get('room') ?? 'tea';
  readonly name = address.get('name') ?? '';
  readonly autojoin = address.has('autojoin');
  readonly isOpen = signal(true);
  readonly status = signal('not in the call');
}
