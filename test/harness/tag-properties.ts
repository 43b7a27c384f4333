import { readFileSync } from 'node:fs';

/** A property that pages can use, as the manifest has it (`npm run analyze` writes that). */
export interface TagProperty {
  readonly name: string;
  readonly attribute: string | undefined;
  readonly isReadonly: boolean;
  /** Two values to set, neither of them the initial one, as expressions to be evaluated where the tag is. */
  readonly values: readonly [string, string];
}

interface Field {
  kind: string;
  name: string;
  type?: { text: string };
  default?: string;
  attribute?: string;
  readonly?: boolean;
}

/** Values of types that do not list theirs; `room`, `otherRoom`, `makeCall` and `cameras` are the page's own. */
const VALUES: Readonly<Record<string, readonly [string, string]>> = {
  string: ['"one"', '"two"'],
  number: ['7', '8'],
  'RoomHost | null': ['room', 'otherRoom'],
  CallController: ['makeCall()', 'makeCall()'],
  'Panel | null': ['"chat"', '"settings"'],
  'TokenSource | null': ['() => "a.b.c"', '"eyJhbGciOiJIUzI1NiJ9.e30.c2ln"'],
  Priority: ['"high"', '"low"'],
  ShortcutKeys: ['({ "toggle-hand": "x" })', '({})'],
  'RTCIceServer[] | null': ['[{ urls: "stun:call.example" }]', '[]'],
  'Partial<Texts>': ['({ join: "In" })', '({})'],
};
/** Where not every text of the type is valid. */
const OTHER_VALUES: Readonly<Record<string, readonly [string, string]>> = {
  'noom-room signalingUrl': ['"https://call.example"', '"https://other.example"'],
  'noom-device-select value': ['cameras.at(-1)', 'cameras[0]'],
  'noom-controls controls': ['"leave"', '"microphone leave"'],
  'noom-controls reactions': ['"👍"', '"👍 🎉"'],
};

/** Every tag with its public properties. @throws when the manifest has a property without a known value. */
export function readTagProperties(): ReadonlyMap<string, readonly TagProperty[]> {
  const manifest = JSON.parse(readFileSync(new URL('../../custom-elements.json', import.meta.url), 'utf8')) as {
    modules: { declarations: { tagName: string; members?: Field[] }[] }[];
  };
  const declarations = manifest.modules.flatMap(({ declarations }) => declarations);
  return new Map(
    declarations.map(({ tagName, members = [] }) => [
      tagName,
      members.filter(({ kind }) => kind === 'field').map((field) => toProperty(tagName, field)),
    ]),
  );
}

function toProperty(tag: string, field: Field): TagProperty {
  const { name, attribute, readonly: isReadonly = false } = field;
  return { name, attribute, isReadonly, values: isReadonly ? ['"early"', '"late"'] : valuesOf(tag, field) };
}

function valuesOf(tag: string, { name, type, default: initial }: Field): readonly [string, string] {
  const text = type?.text ?? '';
  if (text === 'boolean') return initial === 'true' ? ['false', 'true'] : ['true', 'false'];
  const known = OTHER_VALUES[`${tag} ${name}`] ?? VALUES[text];
  if (known) return known;
  // A type that lists its values.
  const [first, second = initial] = (text.match(/'[^']+'/g) ?? []).filter((value) => value !== initial);
  if (first === undefined || second === undefined) throw new Error(`No value is known for <${tag}> .${name}: ${text}`);
  return [first, second];
}
