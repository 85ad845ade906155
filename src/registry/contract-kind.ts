/** What a contract is written in: OpenAPI 3.1 for calls, AsyncAPI 3.0 for events. */
export type ContractKind = "openapi" | "asyncapi";

/** A contract line: one API or stream and one major version of it. At most one of its versions is in force. */
export interface ContractLine {
  readonly kind: ContractKind;
  /** Name of the API or stream, such as `production-order`. */
  readonly name: string;
  /** `v1`. */
  readonly major: string;
}

const ENTRY_FILE = /^(openapi|asyncapi)\/([a-z][a-z0-9-]{0,62})\/(v[1-9][0-9]{0,3})\.yaml$/;

/** `openapi/production-order/v1`, as people and records name a line. */
export function lineKey({ kind, name, major }: ContractLine): string {
  return `${kind}/${name}/${major}`;
}

/** The address at which the gateway serves an API: `/production-order/v1`. */
export function basePathOf({ name, major }: Pick<ContractLine, "name" | "major">): string {
  return `/${name}/${major}`;
}

/** File of a line below the contracts folder. */
export function entryFileOf(line: ContractLine): string {
  return `${lineKey(line)}.yaml`;
}

/** The line that a file describes by its place, or undefined when it stands where no contract stands. */
export function lineOfFile(file: string): ContractLine | undefined {
  const [, kind, name, major] = ENTRY_FILE.exec(file) ?? [];
  if (kind === undefined || name === undefined || major === undefined) return undefined;
  return { kind: kind as ContractKind, name, major };
}
