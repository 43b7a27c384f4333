/** An `EventTarget` whose events are known: `Events` maps each type to its class. */
export interface TypedEventTarget<Events> extends Omit<EventTarget, 'addEventListener' | 'removeEventListener'> {
  /** For the compiler alone, which does not find the events of a target by its methods; never there. */
  readonly knownEvents?: Events;
  addEventListener<Type extends keyof Events & string>(
    type: Type,
    listener: ((event: Events[Type]) => void) | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Type extends keyof Events & string>(
    type: Type,
    listener: ((event: Events[Type]) => void) | null,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** The platform's `EventTarget`, typed. */
export const TypedEventTarget = EventTarget as new <Events>() => TypedEventTarget<Events>;

/** Dispatches an event that has these fields as its properties. */
export function tell<Events, Type extends keyof Events & string>(
  target: TypedEventTarget<Events>,
  type: Type,
  fields: Omit<Events[Type], keyof Event>,
): void {
  target.dispatchEvent(Object.assign(new Event(type), fields));
}

/** Adds a table of listeners, by event type, until `signal` is aborted. */
export function listen<Events>(
  target: TypedEventTarget<Events>,
  handlers: { [Type in keyof Events & string]?: (event: Events[Type]) => void },
  signal: AbortSignal,
): void {
  for (const type of Object.keys(handlers) as (keyof Events & string)[]) {
    target.addEventListener(type, handlers[type] ?? null, { signal });
  }
}

/**
 * An event whose fields are readonly properties: bubbling and composed, so that a page can listen on any ancestor. It
 * can be dispatched again elsewhere (`new NoomEvent(event.type, event.fields)`).
 */
export class NoomEvent<Type extends string = string, Fields extends object = object> extends Event {
  declare readonly type: Type;
  readonly fields: Readonly<Fields>;

  constructor(type: Type, fields: Fields, options: { cancelable?: boolean } = {}) {
    super(type, { bubbles: true, composed: true, cancelable: options.cancelable ?? false });
    this.fields = Object.freeze(fields);
    for (const [name, value] of Object.entries(fields)) {
      Object.defineProperty(this, name, { value, enumerable: true });
    }
  }
}

/** The event classes of a table of fields: what `addEventListener` hands to a listener. */
export type EventsOf<Table> = {
  [Type in keyof Table & string]: Table[Type] extends object
    ? NoomEvent<Type, Table[Type]> & Readonly<Table[Type]>
    : never;
};
