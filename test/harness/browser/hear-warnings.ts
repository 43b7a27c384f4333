/** Catches what the kit warns of on the console, until `end()`, which gives it all. */
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
