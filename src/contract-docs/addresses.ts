import type { ContractLine } from "../registry/public.js";

/** Where the list of contracts is. */
export const DOCS_PATH = "/platform/v1/docs";

/** Folder of scripts and styles; no API has a name that begins with an underscore. */
export const FILES_PATH = `${DOCS_PATH}/_files`;

/** Page of a contract. An API and its events have the same name and major version, hence the last part. */
export function pageAddress({ kind, name, major }: ContractLine): string {
  const page = `${DOCS_PATH}/${name}/${major}`;
  return kind === "openapi" ? page : `${page}/events`;
}

/** The contract itself as one JSON document. */
export function documentAddress({ kind, name, major }: ContractLine): string {
  return `${DOCS_PATH}/${name}/${major}/${kind}.json`;
}
