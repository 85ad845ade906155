import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { REFERENCE_SCRIPT } from "./pages/reference-script.js";
import { REFERENCE_STYLE } from "./pages/reference-style.js";

/** A file of the pages with its media type. */
export interface PageFile {
  readonly mediaType: string;
  readonly content: Buffer;
}

const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";

/** Exactly the files that the pages ask for; the package holds more, among them pages with inline scripts. */
const FILES: ReadonlyMap<string, { readonly mediaType: string; read(): Promise<Buffer> }> = new Map([
  ["reference.js", { mediaType: SCRIPT, read: () => Promise.resolve(Buffer.from(REFERENCE_SCRIPT)) }],
  ["reference.css", { mediaType: STYLE, read: () => Promise.resolve(Buffer.from(REFERENCE_STYLE)) }],
  ["swagger-ui-bundle.js", { mediaType: SCRIPT, read: () => readPart("swagger-ui-dist/swagger-ui-bundle.js") }],
  ["swagger-ui.css", { mediaType: STYLE, read: () => readPart("swagger-ui-dist/swagger-ui.css") }],
  ["favicon-32x32.png", { mediaType: "image/png", read: () => readPart("swagger-ui-dist/favicon-32x32.png") }],
]);

/** Scripts and styles of the pages: ours, and those of the installed package swagger-ui-dist. */
export class PageFiles {
  readonly #kept = new Map<string, Promise<Buffer>>();

  /** Read once and kept. @returns undefined for a name that is no file of the pages */
  async find(name: string): Promise<PageFile | undefined> {
    const file = FILES.get(name);
    if (file === undefined) return undefined;
    const content = this.#kept.get(name) ?? file.read();
    this.#kept.set(name, content);
    return { mediaType: file.mediaType, content: await content };
  }
}

function readPart(specifier: string): Promise<Buffer> {
  return readFile(fileURLToPath(import.meta.resolve(specifier)));
}
