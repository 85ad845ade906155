import type { ContractDocument } from "../breaking/contract-document.js";
import { conjunctionOf, type Conjunction } from "../breaking/schema/conjunction.js";
import { SchemaDocument } from "../breaking/schema/schema-document.js";
import { SchemaReader } from "../breaking/schema/schema-reader.js";
import type { View } from "../breaking/view.js";
import type { HiddenMembers } from "./schema-translator.js";
import { SchemaValidator } from "./schema-validator.js";
import { ValueMaker } from "./value-maker.js";
import type { ContractSide } from "./witness.js";

/** One contract as witnesses need it: read by the engine to make values, compiled to judge them. */
export interface WitnessSide {
  readonly name: ContractSide;
  readonly document: SchemaDocument;
  readonly maker: ValueMaker;
  readonly validators: Readonly<Record<View, SchemaValidator>>;
}

function witnessSide(contract: ContractDocument, name: ContractSide, hidden: HiddenMembers): WitnessSide {
  const document = new SchemaDocument(contract, name);
  const validators = {
    request: new SchemaValidator(document, "request", hidden),
    response: new SchemaValidator(document, "response", hidden),
  };
  return { name, document, maker: new ValueMaker(new SchemaReader(document)), validators };
}

/** Base and revision of a comparison. */
export class ContractPair {
  readonly base: WitnessSide;
  readonly revision: WitnessSide;

  constructor(base: ContractDocument, revision: ContractDocument, hidden: HiddenMembers) {
    this.base = witnessSide(base, "base", hidden);
    this.revision = witnessSide(revision, "revision", hidden);
  }

  /** Values go from the one that accepts to the one that refuses. */
  between(accepting: ContractSide, view: View): Confrontation {
    const [from, to] = accepting === "base" ? [this.base, this.revision] : [this.revision, this.base];
    return { accepting: from, refusing: to, view };
  }

  /** In requests the base's senders are hurt, in responses the base's readers. */
  inView(view: View): Confrontation {
    return this.between(view === "request" ? "base" : "revision", view);
  }
}

/** Who accepts a value and who is to refuse it. */
export interface Confrontation {
  readonly accepting: WitnessSide;
  readonly refusing: WitnessSide;
  readonly view: View;
}

export function schemaAt({ document }: WitnessSide, pointer: string): Conjunction {
  return conjunctionOf(document, [{ pointer, value: document.at(pointer) }]);
}
