import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * The compiler's messages about modules at the project's root, where the package's own name leads to its sources: for
 * each, a list. All at once, because most of the time goes into reading what they import.
 */
export function complaintsOf(examples: readonly Code[]): string[][] {
  const files = new Map(examples.map(({ code, extension }, index) => [`${root}document-${index}.${extension}`, code]));
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (file) => ts.sys.readFile(file)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  // An example may create something and leave its use to the reader.
  const { Force: moduleDetection } = ts.ModuleDetectionKind;
  Object.assign(options, { checkJs: true, noUnusedLocals: false, noUnusedParameters: false, moduleDetection });
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  const fileExists = host.fileExists.bind(host);
  host.fileExists = (file) => files.has(file) || fileExists(file);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((path) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .filter(({ code }) => !(path.endsWith('.js') && UNTYPED.has(code)))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  });
}

/** A module. */
export interface Code {
  code: string;
  extension: 'ts' | 'js';
}
/** JavaScript has no types to write, and its author knows what is on the page. */
const UNTYPED = new Set([7006, 7031, 18047, 2531]);
