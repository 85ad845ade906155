import type { Change } from "../../breaking/change.js";
import { Cursor } from "../../breaking/structure/cursor.js";
import type { ContractPair } from "../contract-pair.js";
import type { WitnessSearch } from "../find-schema-witness.js";
import type { ContractSide, Witness } from "../witness.js";
import { makeAnswers, refusalsOfAnswer } from "./answers.js";
import type { Refusals } from "./exchange.js";
import { concretePath, findOperation, type HttpOperation } from "./http-operation.js";
import { refusalsOfRequest } from "./judge-request.js";
import { makeMessages, refusalsOfMessage } from "./messages.js";
import { makeRequests } from "./make-requests.js";
import { shownBy, whyNotShown } from "./shown-by.js";

/** `GET /orders`, `webhook released POST`; what follows a callback is not looked at. */
const HTTP_USER = /^(?:webhook (?<webhook>.+) (?<event>[A-Z]+)|(?<method>[A-Z]+) (?<path>\/\S*))$/;
const EXCHANGES_MAX = 500;
/** Operations tried: one is enough to show a change, the others only help where the first is special. */
const USERS_MAX = 5;

type Judge = (root: Cursor, exchange: object) => Refusals;

/** Looks for a request, an answer or a message that one contract describes whole and the other does not. */
export class ExchangeWitnessFinder {
  readonly #roots: Readonly<Record<ContractSide, Cursor>>;

  constructor({ base, revision }: ContractPair) {
    const root = (contract: unknown): Cursor => Cursor.ofRoot(contract);
    this.#roots = { base: root(base.document.contract.root), revision: root(revision.document.contract.root) };
  }

  find(change: Change): WitnessSearch {
    const keywords = shownBy(change.rule);
    if (keywords === undefined) return { gap: whyNotShown(change.rule) ?? "no way to show this rule is known" };
    for (const user of [
      ...change.affects.slice(0, USERS_MAX),
      ...this.#webhooks(change),
      ...this.#anyOperation(change),
    ]) {
      const witness = this.#findFor(change, user, keywords);
      if (witness !== undefined) return { witness };
    }
    return { gap: "no request, answer or message of the affected operations differs" };
  }

  #findFor(change: Change, user: string, keywords: readonly string[]): Witness | undefined {
    if (this.#roots.base.has("asyncapi"))
      return (
        this.#search("base", makeMessages, refusalsOfMessage, change, keywords) ??
        this.#search("revision", makeMessages, refusalsOfMessage, change, keywords)
      );
    const requests = (root: Cursor): Iterable<object> => each(operationOf(root, user), makeRequests);
    const answers = (root: Cursor): Iterable<object> => each(operationOf(root, user), makeAnswers);
    return (
      this.#search("base", requests, refusalsOfRequest, change, keywords) ??
      this.#search("revision", answers, refusalsOfAnswer, change, keywords) ??
      this.#search("base", answers, refusalsOfAnswer, change, keywords)
    );
  }

  #search<Exchange extends object>(
    acceptedBy: ContractSide,
    make: (root: Cursor) => Iterable<Exchange>,
    judge: (root: Cursor, exchange: never) => Refusals,
    change: Change,
    keywords: readonly string[],
  ): Witness | undefined {
    const rejectedBy = acceptedBy === "base" ? "revision" : "base";
    const refusalsOf = judge as Judge;
    let count = 0;
    for (const payload of make(this.#roots[acceptedBy])) {
      if ((count += 1) > EXCHANGES_MAX) return undefined;
      if (refusalsOf(this.#roots[acceptedBy], payload).length > 0) continue;
      const errors = refusalsOf(this.#roots[rejectedBy], payload);
      const own = errors.filter((error) => keywords.includes(error.keyword) && isAbout(change, error.message));
      const [first] = own;
      if (first !== undefined)
        return { kind: "exchange", payload, acceptedBy, rejectedBy, pointer: first.pointer, errors };
    }
    return undefined;
  }

  /** A webhook that went as a whole is reported by its name alone. */
  #webhooks({ rule, fact }: Change): string[] {
    if (!rule.startsWith("webhook.")) return [];
    const webhooks = this.#roots.base
      .at("webhooks")
      .entries()
      .filter(([name]) => fact.subjects?.includes(name) ?? true);
    return webhooks.flatMap(([name, item]) =>
      item.entries().map(([method]) => `webhook ${name} ${method.toUpperCase()}`),
    );
  }

  /** Changes of the contract as a whole, such as its servers, show in any operation. */
  #anyOperation({ affects }: Change): string[] {
    if (affects.some((user) => HTTP_USER.test(user))) return [];
    const paths = this.#roots.base.at("paths").entries();
    return paths
      .flatMap(([path, item]) => item.entries().map(([method]) => `${method.toUpperCase()} ${path}`))
      .slice(0, USERS_MAX);
  }
}

/** Where the fact names what changed, the refusal must name it too: another parameter's change shows nothing. */
function isAbout({ rule, fact }: Change, message: string): boolean {
  const [subject] = fact.subjects ?? [];
  if (subject === undefined || !/^(param|res-header)\./.test(rule)) return true;
  return message.toLowerCase().includes(subject.toLowerCase());
}

function operationOf(root: Cursor, user: string): HttpOperation | undefined {
  const groups = HTTP_USER.exec(user)?.groups;
  const { webhook, event, method, path } = groups ?? {};
  if (webhook !== undefined) return findOperation(root, event ?? "", `webhook:${webhook}`);
  return path === undefined ? undefined : findOperation(root, method ?? "", concretePath(path));
}

function each<Exchange>(
  operation: HttpOperation | undefined,
  make: (operation: HttpOperation) => Iterable<Exchange>,
): Iterable<Exchange> {
  return operation === undefined ? [] : make(operation);
}
