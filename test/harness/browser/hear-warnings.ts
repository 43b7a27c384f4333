/** Catches the warnings of the kit on the console, until `end()`, which returns them all. */
export function hearWarnings(): { readonly texts: readonly string[]; end(): readonly string[] } {
  const { warn } = console;
  const texts: string[] = [];
  console.warn = (...values: unknown[]) => {
    texts.push(values.map(String).join(' '));
  };
  return {
    texts,
    end() {
      console.warn = warn;
      return texts;
    },
  };
}
