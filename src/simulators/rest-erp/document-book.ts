/** Part of the REST ERP simulator: its committed documents, kept in a file. */
import type { JsonLinesStore } from "../json-lines-store.js";
import { KEY_FIELD, type RestDocument, SERIES } from "./rest-document.js";

export class DocumentBook {
  readonly #documents: RestDocument[];

  constructor(private readonly store: JsonLinesStore<RestDocument>) {
    this.#documents = [...store.loaded];
  }

  get all(): readonly RestDocument[] {
    return this.#documents;
  }

  byKey(doctype: string, key: unknown): RestDocument | undefined {
    return this.#documents.find((document) => document.doctype === doctype && document.fields[KEY_FIELD] === key);
  }

  /** Commits: named, on disk, and from now on found. */
  commit(doctype: string, fields: RestDocument["fields"]): RestDocument {
    const date = fields["posting_date"];
    const year = typeof date === "string" ? date.slice(0, 4) : "2026";
    const count = this.#documents.filter((document) => document.doctype === doctype).length + 1;
    const name = `${SERIES[doctype] ?? "DOC"}-${year}-${String(count).padStart(5, "0")}`;
    const document = { doctype, name, fields };
    this.store.append(document);
    this.#documents.push(document);
    return document;
  }
}
