import { Composer, type CST, type Document, Lexer, LineCounter, Parser } from "yaml";
import { IntakeRefusal, intakeFinding } from "./intake-finding.js";
import type { SourcePosition } from "./source-position.js";

/** A YAML stream as the library composes it, with the means to turn offsets into lines. */
export interface ScannedYaml {
  readonly documents: readonly Document.Parsed[];
  readonly positionOf: (offset: number) => SourcePosition;
}

/**
 * Reads YAML 1.2 (JSON is a part of it) and stops at the first token that nests too deep. The composer behind it is
 * recursive, therefore the depth is watched while the iterative parser still holds the text.
 * @throws IntakeRefusal YAML_DEPTH_EXCEEDED
 */
export function scanYaml(file: string, text: string, depthMax: number): ScannedYaml {
  const lines = new LineCounter();
  const positionOf = (offset: number): SourcePosition => place(file, lines, offset);
  const tokens = tokensWithin(text, lines, depthMax, positionOf);
  const composer = new Composer({ version: "1.2", uniqueKeys: false, prettyErrors: false });
  return { documents: [...composer.compose(tokens, true, text.length)], positionOf };
}

function tokensWithin(
  text: string,
  lines: LineCounter,
  depthMax: number,
  positionOf: (offset: number) => SourcePosition,
): CST.Token[] {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    // One entry of the stack is the document itself, the innermost may be a scalar.
    if (parser.stack.length > depthMax + 2) refuseDepth(depthMax, positionOf(parser.offset));
  }
  tokens.push(...parser.end());
  return tokens;
}

function refuseDepth(depthMax: number, at: SourcePosition): never {
  throw new IntakeRefusal(
    intakeFinding({
      code: "YAML_DEPTH_EXCEEDED",
      at,
      message: `The file nests deeper than ${depthMax} levels at line ${at.line}.`,
      fix: "Name inner schemas as components and refer to them; no real contract nests that deep.",
    }),
  );
}

function place(file: string, lines: LineCounter, offset: number): SourcePosition {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}
