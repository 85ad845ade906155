import type { Cursor } from "../cursor.js";

/** Beyond this many addresses a server with variables is compared by its template. */
const EXPANSIONS_MAX = 256;

/** What OpenAPI takes when no server is named (OpenAPI 3.1 §4.8.1). */
const DEFAULT_URLS: readonly string[] = ["/"];

/** Every address the servers admit; variables with a list of values are filled in, others stay as `{}`. */
export function serverUrls(holder: Cursor): string[] {
  const servers = holder.at("servers").items();
  const urls = servers.length === 0 ? DEFAULT_URLS : servers.flatMap(expand);
  return [...new Set(urls.map(withoutTrailingSlash))].toSorted();
}

function withoutTrailingSlash(url: string): string {
  return url.length > 1 && url.endsWith("/") ? url.slice(0, -1) : url;
}

function expand(server: Cursor): string[] {
  let urls = [server.text("url") ?? ""];
  for (const [name, variable] of server.at("variables").entries()) {
    const values = variable
      .at("enum")
      .items()
      .map(({ value }) => String(value));
    const choices = values.length === 0 || urls.length * values.length > EXPANSIONS_MAX ? ["{}"] : values;
    urls = urls.flatMap((url) => choices.map((choice) => url.replaceAll(`{${name}}`, choice)));
  }
  return urls;
}
