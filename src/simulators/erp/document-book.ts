/** Part of the ERP simulator: its committed documents, numbered like SAP's and kept in a file. */
import type { JsonLinesStore } from "../json-lines-store.js";
import type { ErpDocument } from "./erp-document.js";

const MATERIAL_DOCUMENT_FIRST = 4_900_000_001;
const CONFIRMATION_GROUP_FIRST = 1_000_001;
const STATUS_CHANGE_FIRST = 1;

export class DocumentBook {
  readonly #documents: ErpDocument[];
  readonly #byKey = new Map<string, ErpDocument[]>();
  readonly #confirmationGroups = new Map<string, { readonly number: string; count: number }>();
  #materialDocuments = 0;
  #statusChanges = 0;

  constructor(private readonly store: JsonLinesStore<ErpDocument>) {
    this.#documents = [];
    for (const document of store.loaded) this.#remember(document);
  }

  get all(): readonly ErpDocument[] {
    return this.#documents;
  }

  byKey(key: string): readonly ErpDocument[] {
    return this.#byKey.get(key) ?? [];
  }

  /** Commits: numbered, on disk, and from now on found. */
  commit(document: Omit<ErpDocument, "number" | "year" | "item">, year: string): ErpDocument {
    const committed: ErpDocument = { ...document, ...this.#number(document, year) };
    this.store.append(committed);
    this.#remember(committed);
    return committed;
  }

  #number(
    document: Pick<ErpDocument, "kind" | "orderNumber" | "payload">,
    year: string,
  ): Pick<ErpDocument, "number" | "year" | "item"> {
    if (isConfirmation(document)) {
      const group = this.#confirmationGroups.get(groupKey(document));
      const number = group?.number ?? pad(CONFIRMATION_GROUP_FIRST + this.#confirmationGroups.size);
      return { number, item: String((group?.count ?? 0) + 1) };
    }
    if (document.kind === "ORDER_ACKNOWLEDGEMENT") return { number: pad(STATUS_CHANGE_FIRST + this.#statusChanges) };
    return { number: String(MATERIAL_DOCUMENT_FIRST + this.#materialDocuments), year };
  }

  #remember(document: ErpDocument): void {
    this.#documents.push(document);
    this.#byKey.set(document.key, [...this.byKey(document.key), document]);
    if (isConfirmation(document)) {
      const group = this.#confirmationGroups.get(groupKey(document)) ?? { number: document.number, count: 0 };
      this.#confirmationGroups.set(groupKey(document), { number: group.number, count: group.count + 1 });
    } else if (document.kind === "ORDER_ACKNOWLEDGEMENT") this.#statusChanges++;
    else this.#materialDocuments++;
  }
}

/** A cancellation is a confirmation too, with the next count of its group. */
const isConfirmation = ({ kind }: Pick<ErpDocument, "kind">): boolean =>
  kind === "CONFIRMATION" || kind === "CONFIRMATION_CANCELLATION";

/** SAP gives every operation of an order its confirmation number, and counts the confirmations under it. */
const groupKey = ({ orderNumber, payload }: Pick<ErpDocument, "orderNumber" | "payload">): string =>
  `${orderNumber}/${typeof payload["OrderOperation"] === "string" ? payload["OrderOperation"] : ""}`;

const pad = (number: number): string => String(number).padStart(10, "0");
