export interface Named {
  readonly name: string;
  readonly description?: string;
}

export interface Member extends Named {
  readonly kind: 'field' | 'method';
  readonly attribute?: string;
  readonly readonly?: boolean;
  readonly type?: { readonly text: string };
  readonly return?: { readonly type: { readonly text: string } };
  readonly parameters?: readonly { readonly name: string; readonly optional?: boolean }[];
}

export interface Attribute extends Named {
  readonly type?: { readonly text: string };
  readonly default?: string;
  /** The property, if it has one. */
  readonly fieldName?: string;
}

/** A tag in the manifest (custom-elements.json). */
export interface Tag extends Named {
  readonly tagName?: string;
  readonly summary?: string;
  readonly attributes?: readonly Attribute[];
  readonly members?: readonly Member[];
  readonly events?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssStates?: readonly Named[];
  readonly cssProperties?: readonly Named[];
}

/** The manifest that `npm run analyze` writes. */
export interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Tag[] }[];
}
