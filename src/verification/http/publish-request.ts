import { isObject, type JsonObject } from "../content/canonical-json.js";
import type { PublicationRequest, SubmittedPact } from "../publication/publish-contracts.js";
import { BrokerBody } from "./body-reader.js";
import { parseStrictJson } from "../../platform/http/public.js";

const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;
const PACT_DEPTH_MAX = 64;
/** Clients send `overwrite` by default; a version's content does not change, so it fails where the content differs. */
const CONFLICT_MODES = { fail: "fail", merge: "merge", overwrite: "fail" } as const;

/** Reads the body of `POST /contracts/publish`. @throws InterlockError PACT_REQUEST_INVALID naming every fault */
export function readPublication(body: unknown): PublicationRequest {
  const reader = new BrokerBody(body);
  const consumer = reader.text("pacticipantName");
  const number = reader.text("pacticipantVersionNumber");
  const branch = reader.optionalText("branch");
  const tags = reader.texts("tags");
  const buildUrl = reader.optionalText("buildUrl", 2_000);
  const contracts = reader.objects("contracts");
  const pacts = contracts.map((contract) => readContract(contract, consumer, reader));
  const providers = pacts.map(({ provider }) => provider);
  if (new Set(providers).size < providers.length) reader.fault("contracts", "name a provider more than once");
  reader.finish();
  return { consumer, number, branch, tags, buildUrl, pacts };
}

function readContract(contract: BrokerBody, consumer: string, whole: BrokerBody): SubmittedPact {
  const provider = contract.text("providerName");
  const consumerName = contract.optionalText("consumerName") ?? consumer;
  if (consumerName !== consumer) contract.fault("consumerName", `must match pacticipantName, which is ${consumer}`);
  const specification = contract.text("specification");
  if (specification !== "" && specification !== "pact") contract.fault("specification", "must be pact");
  const mode = contract.optionalText("onConflict") ?? contract.optionalText("writeMode") ?? "fail";
  const onConflict = Object.hasOwn(CONFLICT_MODES, mode) ? CONFLICT_MODES[mode as keyof typeof CONFLICT_MODES] : "fail";
  if (!Object.hasOwn(CONFLICT_MODES, mode)) contract.fault("onConflict", "must be one of fail, merge, overwrite");
  const document = decodePact(contract.text("content", 12_000_000), contract);
  whole.adopt("contracts", contract);
  return { provider, document, onConflict };
}

function decodePact(content: string, contract: BrokerBody): JsonObject {
  if (!BASE64.test(content)) {
    contract.fault("content", "must be base64");
    return {};
  }
  try {
    const document = parseStrictJson(Buffer.from(content, "base64").toString("utf8"), PACT_DEPTH_MAX);
    if (isObject(document)) return document;
    contract.fault("content", "must be a JSON object");
  } catch (error) {
    contract.fault("content", `is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : "unreadable"}`);
  }
  return {};
}
