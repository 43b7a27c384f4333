/**
 * Edits the custom properties of the kit on a call of drawn people, and writes the CSS that does the same on your page.
 * A property that is set anywhere above a tag counts for the tag: here it is set on the <figure> around the call.
 */
import { contrastOf, hexOf } from './contrast.js';
import { showDrawnCall } from './drawn-call.js';
import { currentLanguage, currentTheme } from './look.js';
import { say } from './page.js';
import { COLOURS, FONT, FONTS, PAIRS, SIZES, TEXT_CONTRAST } from './properties.js';

const WORDS = {
  en: {
    which: {
      light: 'The colours for light. “Dark” at the top is for dark.',
      dark: 'The colours for dark. “Light” at the top is for light.',
    },
    colour: (name) => `${name}, as text`,
    noColour: 'This is no colour of CSS. The last one stays.',
    undo: (name) => `Reset ${name}`,
    nothing: '/* Nothing is changed yet. */',
    enough: 'enough',
    tooLow: (needed) => `too low, needs ${needed}`,
    copied: 'CSS copied',
  },
  ko: {
    which: {
      light: '밝은 화면의 색상입니다. 어두운 화면은 위의 “어둡게”를 누르세요.',
      dark: '어두운 화면의 색상입니다. 밝은 화면은 위의 “밝게”를 누르세요.',
    },
    colour: (name) => `${name}, 글자로`,
    noColour: 'CSS 색상이 아닙니다. 마지막 색상을 그대로 둡니다.',
    undo: (name) => `${name} 되돌리기`,
    nothing: '/* 아직 바꾼 것이 없습니다. */',
    enough: '충분함',
    tooLow: (needed) => `낮음, ${needed} 필요`,
    copied: 'CSS를 복사했습니다',
  },
};
const t = (key) => WORDS[currentLanguage()][key];
const find = (id) => document.getElementById(id);
const [themed, form, output] = ['themed', 'fields', 'css'].map(find);

/** What was changed: for a colour [light, dark], where one may be missing; else a text. */
const changed = new Map();
const colours = new Map(COLOURS.flatMap(({ properties }) => properties.map(([name, ...rest]) => [name, rest])));
/** What brings each field up to date: another theme, another language, a reset. */
const fields = [];

const scheme = () => (currentTheme() === 'dark' ? 1 : 0);
const word = (words) => words[currentLanguage() === 'ko' ? 1 : 0];
const colourOf = (name) => changed.get(name)?.[scheme()] ?? colours.get(name)[0][scheme()];

/** The value in CSS: both colours, because a page may be light and dark. */
function valueOf(name) {
  const value = changed.get(name);
  if (!Array.isArray(value)) return value;
  const [defaults] = colours.get(name);
  const [light, dark] = defaults.map((byDefault, index) => value[index] ?? byDefault);
  return light === dark ? light : `light-dark(${light}, ${dark})`;
}

/** Everything that a change leads to: the call, the CSS to copy, the contrasts. */
function apply() {
  const names = [...colours.keys(), ...SIZES.map(([name]) => name), FONT[0]];
  for (const name of names) {
    if (changed.has(name)) themed.style.setProperty(name, valueOf(name));
    else themed.style.removeProperty(name);
  }
  const lines = names.filter((name) => changed.has(name)).map((name) => `  ${name}: ${valueOf(name)};\n`);
  output.textContent = lines.length > 0 ? `:root {\n${lines.join('')}}` : t('nothing');
  for (const id of ['copy', 'reset']) find(id).disabled = lines.length === 0;
  drawContrasts();
}

function drawContrasts() {
  const items = PAIRS.map(([one, other, needed, words]) => {
    const contrast = contrastOf(colourOf(one), colourOf(other));
    const isEnough = contrast >= needed;
    const item = document.createElement('li');
    const sample = Object.assign(document.createElement('span'), { className: 'sample', ariaHidden: 'true' });
    // What needs less contrast than text is no text: the style sheet draws a ring.
    sample.textContent = needed === TEXT_CONTRAST ? 'Aa' : '';
    sample.style.color = colourOf(one);
    sample.style.background = colourOf(other);
    const figure = document.createElement('strong');
    // Rounded down: 4.49 is not enough, and must not look like 4.5.
    figure.textContent = (Math.floor(contrast * 10) / 10).toFixed(1);
    const verdict = Object.assign(document.createElement('span'), { className: isEnough ? 'enough' : 'too-low' });
    verdict.textContent = isEnough ? `✓ ${t('enough')}` : `✗ ${t('tooLow')(needed)}`;
    item.append(sample, word(words), figure, verdict);
    return item;
  });
  find('contrast').replaceChildren(...items);
}

/** A group of fields with a title. */
function group(title) {
  const fieldset = form.appendChild(document.createElement('fieldset'));
  const legend = fieldset.appendChild(document.createElement('legend'));
  fields.push(() => (legend.textContent = word(title)));
  return fieldset;
}

/** A line of a group: a label, its fields, a button that resets it. `draw` brings the fields up to date. */
function line(fieldset, name, words, inputs, draw) {
  const row = fieldset.appendChild(document.createElement('div'));
  const label = Object.assign(document.createElement('label'), { htmlFor: name });
  const undo = Object.assign(document.createElement('button'), { type: 'button', className: 'undo', textContent: '↺' });
  inputs[0].id = name;
  row.className = 'line';
  row.append(label, ...inputs, undo);
  function redraw() {
    label.textContent = word(words);
    undo.ariaLabel = undo.title = t('undo')(word(words));
    // Hidden, not removed: nothing moves when it comes.
    undo.style.visibility = isChanged() ? 'visible' : 'hidden';
    draw();
  }
  const isChanged = () => (colours.has(name) ? changed.get(name)?.[scheme()] !== undefined : changed.has(name));
  undo.addEventListener('click', () => {
    set(name, undefined);
    inputs[0].focus();
    redraw();
  });
  fields.push(redraw);
  return redraw;
}

/** Changes a property, for a colour in the theme that is shown; `undefined` is the default. */
function set(name, value) {
  if (colours.has(name)) {
    const both = [...(changed.get(name) ?? [])];
    both[scheme()] = value;
    if (both.some((one) => one !== undefined)) changed.set(name, both);
    else changed.delete(name);
  } else if (value === undefined) changed.delete(name);
  else changed.set(name, value);
  apply();
}

function colourLine(fieldset, [name, , words]) {
  const swatch = Object.assign(document.createElement('input'), { type: 'color' });
  const text = Object.assign(document.createElement('input'), { type: 'text', spellcheck: false, maxLength: 64 });
  const refusal = Object.assign(document.createElement('p'), {
    className: 'refusal',
    id: `${name}-refusal`,
    role: 'status',
  });
  const redraw = line(fieldset, name, words, [swatch, text, refusal], () => {
    swatch.value = hexOf(colourOf(name));
    text.ariaLabel = t('colour')(word(words));
    text.value = colourOf(name);
    accept();
  });
  text.setAttribute('aria-describedby', refusal.id);
  function accept() {
    refusal.textContent = '';
    text.removeAttribute('aria-invalid');
  }
  swatch.addEventListener('input', () => {
    set(name, swatch.value);
    redraw();
  });
  // Once it is written whole: on the way to `#aabbcc` there is `#aab`.
  text.addEventListener('change', () => {
    const value = text.value.trim();
    if (!isColour(value)) return refuse();
    set(name, value);
    redraw();
  });
  function refuse() {
    text.ariaInvalid = 'true';
    refusal.textContent = t('noColour');
  }
}

/** Whether CSS has that colour. What takes another value's place (`inherit`, `var()`) is none by itself. */
function isColour(text) {
  return (
    CSS.supports('color', text) && !/^(inherit|initial|unset|revert|revert-layer|currentcolor)$|\bvar\(/i.test(text)
  );
}

function sizeLine(fieldset, [name, byDefault, [min, max], words]) {
  const slider = Object.assign(document.createElement('input'), { type: 'range', min, max, step: 1 });
  const shown = document.createElement('output');
  const redraw = line(fieldset, name, words, [slider, shown], () => {
    slider.value = parseInt(changed.get(name) ?? byDefault, 10);
    slider.ariaValueText = shown.textContent = `${slider.value} px`;
  });
  slider.addEventListener('input', () => {
    const isDefault = Number(slider.value) === byDefault;
    set(name, isDefault ? undefined : `${slider.value}px`);
    redraw();
  });
}

function fontLine(fieldset) {
  const [name, byDefault] = FONT;
  const select = document.createElement('select');
  const options = FONTS.map(([words, value]) => {
    const option = select.appendChild(new Option('', value));
    return () => (option.textContent = word(words));
  });
  const redraw = line(fieldset, name, ['Font', '글꼴'], [select], () => {
    for (const draw of options) draw();
    select.value = changed.get(name) ?? byDefault;
  });
  select.addEventListener('change', () => {
    set(name, select.value === byDefault ? undefined : select.value);
    redraw();
  });
}

for (const { title, properties } of COLOURS) {
  const fieldset = group(title);
  for (const property of properties) colourLine(fieldset, property);
}
const sizes = group(['Sizes and font', '크기와 글꼴']);
for (const size of SIZES) sizeLine(sizes, size);
fontLine(sizes);

function drawAll() {
  find('which').textContent = t('which')[currentTheme()];
  for (const draw of fields) draw();
  apply();
}
form.addEventListener('submit', (event) => event.preventDefault());
find('reset').addEventListener('click', () => {
  changed.clear();
  drawAll();
  form.querySelector('input').focus();
});
find('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(output.textContent);
    say(t('copied'));
  } catch {
    // Not allowed, or a page without HTTPS: selected, to be copied by hand.
    getSelection().selectAllChildren(output);
    output.focus();
  }
});
// The switches at the top of the page change both attributes, and the system the theme.
new MutationObserver(drawAll).observe(document.documentElement, { attributeFilter: ['lang', 'data-theme'] });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
drawAll();

await showDrawnCall(document.querySelector('.place'), document.querySelector('[data-does="pause"]'));
