import { Component, CUSTOM_ELEMENTS_SCHEMA, input, output, signal } from '@angular/core';
import 'noom-elements';
import type { NoomRoom } from 'noom-elements';
import { Tiles } from './tiles';

@Component({
  selector: 'app-call',
  imports: [Tiles],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <noom-room
      #tag
      signaling-url="http://127.0.0.1:3000"
      [room]="room()"
      [attr.display-name]="name()"
      [autojoin]="autojoin()"
      [strings]="strings"
      (noom-joined)="joined.emit(); takeIds(tag)"
      (noom-participant-joined)="takeIds(tag)"
      (noom-participant-left)="takeIds(tag)"
    >
      <noom-prejoin />
      <app-tiles [ids]="ids()" />
      <noom-controls controls="microphone camera leave" />
    </noom-room>
  `,
})
export class Call {
  readonly room = input.required<string>();
  readonly name = input('');
  readonly autojoin = input(false);
  readonly joined = output();
  readonly strings = { join: 'Come in' };
  readonly ids = signal<string[]>([]);

  takeIds({ snapshot }: NoomRoom): void {
    this.ids.set(snapshot.participants.map(({ id }) => id));
  }
}
