import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { OutboundFailure } from "../outbound-http.js";

/** How a foreign system knows the gateway; one form per file. */
export type SystemCredential =
  | { readonly type: "basic"; readonly username: string; readonly password: string }
  | { readonly type: "bearer"; readonly token: string }
  /** A header of its own, such as `Authorization: token key:secret`. */
  | { readonly type: "header"; readonly name: string; readonly value: string }
  /** RFC 6749 §4.4. */
  | {
      readonly type: "oauth2-client-credentials";
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope?: string;
    }
  /** Standard Webhooks 1.0.0, `whsec_…`. */
  | { readonly type: "signing-secret"; readonly secret: string };

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
/** Permission bits of the group and of everybody else. */
const OTHERS = 0o077;

/** Text members that each type must have. */
const MEMBERS: Readonly<Record<SystemCredential["type"], readonly string[]>> = {
  basic: ["username", "password"],
  bearer: ["token"],
  header: ["name", "value"],
  "oauth2-client-credentials": ["tokenUrl", "clientId", "clientSecret"],
  "signing-secret": ["secret"],
};

/**
 * Secrets of ERP and MES: files `<name>.json`, mode 0600, in a folder of the machine. Plant folders only name them, so
 * that a plant's repository tells no secret. They are read when they are used: a replaced file counts at once.
 */
export class SystemCredentials {
  constructor(private readonly folder: string) {}

  /** @throws OutboundFailure (nothing was sent) naming the file and what is wrong with it */
  read(name: string): SystemCredential {
    const path = join(this.folder, `${name}.json`);
    if (!NAME.test(name)) throw unusable(`"${name}" is no name of a credential`);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) throw unusable(`${path} does not exist; write the credential of the system into it`);
    if ((status.mode & OTHERS) !== 0) throw unusable(`${path} can be read by other users; run: chmod 600 ${path}`);
    return parse(readFileSync(path, "utf8"), path);
  }
}

function parse(text: string, path: string): SystemCredential {
  const value = parseJson(text, path);
  const members = MEMBERS[value["type"] as SystemCredential["type"]];
  if (members === undefined) throw unusable(`${path}: "type" must be one of ${Object.keys(MEMBERS).join(", ")}`);
  const missing = members.filter((member) => typeof value[member] !== "string" || value[member] === "");
  if (missing.length > 0) throw unusable(`${path}: ${missing.join(", ")} must be text`);
  return value as SystemCredential;
}

function parseJson(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // The message of the parser would show a part of the secret.
  }
  throw unusable(`${path} is not a JSON object`);
}

const unusable = (text: string): OutboundFailure => new OutboundFailure(text, false, undefined);
