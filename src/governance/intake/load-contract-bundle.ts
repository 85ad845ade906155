import canonicalize from "canonicalize";
import { sha256Hex } from "../../kernel/hash.js";
import { BundleFiles } from "./bundle-files.js";
import { type BundleLimits, defaultBundleLimits } from "./bundle-limits.js";
import { ReferenceBundler } from "./bundle-references.js";
import { type ContractFormat, contractFormatOf } from "./contract-format.js";
import { intakeFinding, type LocatedFinding } from "./intake-finding.js";
import { isJsonObject, type JsonObject } from "./json-value.js";
import { PositionIndex } from "./source-position.js";

/** The files of a contract as text, by their path relative to the root of the bundle (`/` between folders). */
export interface ContractSource {
  readonly entry: string;
  readonly files: ReadonlyMap<string, string>;
}

/** A contract as one document. */
export interface ContractBundle {
  readonly entry: string;
  readonly format: ContractFormat;
  /** Plain JSON; every `$ref` points inside it. */
  readonly document: JsonObject;
  /** JSON pointer of the document → file, line and column. */
  readonly positions: PositionIndex;
  /** SHA-256 of the document in canonical form (RFC 8785): layout, comments and the cut into files do not count. */
  readonly digest: string;
}

/** A bundle is there only when nothing of severity ERROR was found. */
export interface LoadedContract {
  readonly bundle: ContractBundle | undefined;
  readonly findings: readonly LocatedFinding[];
}

/**
 * Reads untrusted contract files into one document. Nothing is fetched and no file is opened: what is not among the
 * files given does not exist. Never throws for a bad contract; everything wrong is a finding with its place.
 */
export function loadContractBundle(source: ContractSource, limits: BundleLimits = defaultBundleLimits): LoadedContract {
  const oversize = sizeFinding(source, limits);
  if (oversize !== undefined) return { bundle: undefined, findings: [oversize] };
  const files = new BundleFiles(source.files, limits);
  const document = files.read(source.entry);
  const format = document === undefined ? undefined : contractFormatOf(document);
  if (!isJsonObject(document) || format === undefined) {
    const findings = files.findings.length > 0 ? files.findings : [formatFinding(source)];
    return { bundle: undefined, findings: cut(findings, limits) };
  }
  const bundler = new ReferenceBundler(files, source.entry, document);
  bundler.bundle();
  const findings = cut([...files.findings, ...bundler.findings], limits);
  if (findings.some((finding) => finding.severity === "ERROR")) return { bundle: undefined, findings };
  const positions = new PositionIndex(files.positions, document, startOf(source.entry));
  return { bundle: { entry: source.entry, format, document, positions, digest: digestOf(document) }, findings };
}

/** SHA-256 of a document in canonical form (RFC 8785), lower-case hexadecimal. */
export function digestOf(document: JsonObject): string {
  return sha256Hex(canonicalize(document) ?? "");
}

/** Too many bytes or files, said before anything is parsed; also asked by the process that hands the bundle over. */
export function sizeFinding(source: ContractSource, limits: BundleLimits): LocatedFinding | undefined {
  const bytes = [...source.files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes <= limits.bytesMax && source.files.size <= limits.filesMax) return undefined;
  return intakeFinding({
    code: "BUNDLE_TOO_LARGE",
    at: startOf(source.entry),
    message: `The bundle has ${bytes} bytes in ${source.files.size} files; ${limits.bytesMax} bytes in ${limits.filesMax} files are allowed.`,
    fix: "Split the contract, or move large examples out of it.",
  });
}

function formatFinding(source: ContractSource): LocatedFinding {
  const isThere = source.files.has(source.entry);
  return intakeFinding({
    code: isThere ? "CONTRACT_FORMAT_UNKNOWN" : "REF_FILE_MISSING",
    at: startOf(source.entry),
    message: isThere
      ? `${source.entry} declares neither openapi 3.0 to 3.2 nor asyncapi 2 or 3.`
      : `The bundle has no file ${source.entry}.`,
    fix: isThere
      ? "Begin the file with openapi: 3.1.0 or asyncapi: 3.0.0; convert Swagger 2.0 first."
      : "Name a file of the bundle as its entry.",
  });
}

function cut(findings: readonly LocatedFinding[], limits: BundleLimits): readonly LocatedFinding[] {
  const left = findings.length - limits.findingsMax;
  const last = findings.at(-1);
  if (left <= 0 || last === undefined) return findings;
  const { file, line, column } = last;
  const message = `${left} more findings are left out.`;
  const fix = "Mend those shown first.";
  const closing = intakeFinding({ code: "FINDINGS_LEFT_OUT", at: { file, line, column }, message, fix });
  return [...findings.slice(0, limits.findingsMax), closing];
}

function startOf(file: string): { readonly file: string; readonly line: number; readonly column: number } {
  return { file, line: 1, column: 1 };
}
