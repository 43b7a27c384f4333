import { Visitor, type Plugin } from 'vite';

/** Stands for `${}` while a template is one text; a private-use character that no template has. */
const HOLE = '\uE000';

/** In CSS: what is quoted, which stays; comments, which go; and marks that need no space around them. */
const CSS_PIECES = /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\/\*.*?\*\/|\s*(?:;\s*)?(\})\s*|\s*([{;,])\s*|(:)\s+|(\s+)/gs;

/** Takes comments and needless space out of a style sheet. */
export function minifyCss(text: string): string {
  return text
    .replace(
      CSS_PIECES,
      (_piece, ...[quoted, close, mark, colon, space]: (string | undefined)[]) =>
        quoted ?? close ?? mark ?? colon ?? (space ? ' ' : ''),
    )
    .trim();
}

/** Takes the indentation out of markup; the line break stays, because between inline tags it shows as a space. */
export function minifyHtml(text: string): string {
  return text.replace(/\s*\n\s*/g, '\n');
}

/** Does so in `css` and `html` templates, which the minifier leaves alone because to it they are strings. */
export function minifyTemplates(): Plugin {
  return {
    name: 'noom-minify-templates',
    // After TypeScript is compiled.
    enforce: 'post',
    transform: {
      filter: { id: /\/src\/.*\.ts$/ },
      handler(code) {
        const edits: { start: number; end: number; text: string }[] = [];
        new Visitor({
          TaggedTemplateExpression({ tag, quasi: { quasis } }) {
            const name = tag.type === 'Identifier' ? tag.name : '';
            if (name !== 'css' && name !== 'html') return;
            const text = quasis.map(({ value }) => value.raw).join(HOLE);
            const texts = (name === 'css' ? minifyCss(text) : minifyHtml(text)).split(HOLE);
            if (texts.length !== quasis.length) throw new Error(`A comment holds an expression: ${text}`);
            quasis.forEach(({ start, end }, index) => edits.push({ start, end, text: texts[index] ?? '' }));
          },
        }).visit(this.parse(code));
        // From the end, so that no edit moves the next one's place.
        edits.sort((a, b) => b.start - a.start);
        return edits.reduce((all, { start, end, text }) => all.slice(0, start) + text + all.slice(end), code);
      },
    },
  };
}
