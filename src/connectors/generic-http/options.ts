import type { PostingKind } from "../connector.js";

/** `systems.erp.options` of the adapter (contracts/schemas/connector-options.yaml). Expressions are JSONata. */
export interface GenericErpOptions {
  /** Name of a system credential. */
  readonly credential?: string;
  /** Path that answers 2xx while the system takes requests. */
  readonly probe: string;
  /** Header that carries the external key; the system may de-duplicate by it. */
  readonly keyHeader?: string;
  /** Answer of a send → `{number, year?, item?}`; no number means that the answer tells none. */
  readonly document: string;
  /** Answer of a look-up → `{number, year?, item?}`, or nothing when there is no document. */
  readonly found: string;
  /** Status of a look-up that found nothing, for systems that do not answer it with an empty list. */
  readonly absentStatus?: number;
  /** Answer of a refusal → `{code, text}`. */
  readonly error?: string;
  /** Status → code of the error catalogue, or DUPLICATE; asked after `systems.erp.errorMap`. */
  readonly statuses?: Readonly<Record<string, string>>;
  readonly messages: Readonly<Partial<Record<PostingKind, GenericMessage>>>;
}

/** How documents of one kind are sent and found. Paths may hold `{key}`, `{plantCode}` and `{orderNumber}`. */
export interface GenericMessage {
  readonly method?: "POST" | "PUT" | "PATCH";
  readonly path: string;
  readonly find: string;
  /** Posting document with `key` → body. */
  readonly body: string;
}

/** `systems.mes.options` of the adapter. */
export interface GenericMesOptions {
  readonly credential?: string;
  readonly probe: string;
  readonly keyHeader?: string;
  readonly path: string;
  /** Dispatch document → body. */
  readonly body: string;
}
