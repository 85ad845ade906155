import { parse, stringify } from "yaml";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/config/project-root.js";
import { systemClock } from "../../src/kernel/clock.js";
import type { AuditLog } from "../../src/platform/audit/audit-log.js";
import type { Database } from "../../src/platform/persistence/open-database.js";
import { createClientStore } from "../../src/platform/security/public.js";

const PEOPLE = { architect: "contract-architect", owner: "api-owner", erp: "erp-service" } as const;

/** Who acts in the measurement. */
export type Person = keyof typeof PEOPLE;
export type Tokens = Readonly<Record<Person, string>>;

/** Makes the people and takes a token for each from a running gateway. */
export async function createPeople({ unitOfWork }: Database, auditLog: AuditLog): Promise<ReadonlyMap<string, string>> {
  const store = createClientStore(systemClock, auditLog);
  const secrets = new Map<string, string>();
  await unitOfWork.run(async (tx) => {
    for (const [clientId, role] of Object.entries(PEOPLE)) {
      const grants = [{ role, plants: "*" as const }];
      secrets.set(
        clientId,
        (await store.create(tx, { clientId, name: clientId, kind: "SERVICE", grants })).clientSecret,
      );
    }
  });
  return secrets;
}

export async function takeTokens(url: string, secrets: ReadonlyMap<string, string>): Promise<Tokens> {
  const tokens: Record<Person, string> = { architect: "", owner: "", erp: "" };
  for (const person of Object.keys(tokens) as Person[]) {
    const basic = Buffer.from(`${person}:${secrets.get(person) ?? ""}`).toString("base64");
    const answer = await fetch(`${url}/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
      body: "grant_type=client_credentials",
    });
    tokens[person] = ((await answer.json()) as { access_token: string }).access_token;
  }
  return tokens;
}

/** The product's contract with another minor version: other content, hence another compiled version. */
export function nextMinorVersion(): { readonly entry: string; readonly files: Readonly<Record<string, string>> } {
  const folder = join(projectRoot, "contracts");
  const entry = "openapi/production-order/v1.yaml";
  const document = parse(readFileSync(join(folder, entry), "utf8")) as { info: { version: string } };
  document.info.version = "1.1.0";
  const schemas = readdirSync(join(folder, "schemas")).filter((name) => name.endsWith(".yaml"));
  const others = schemas.map(
    (name) => [`schemas/${name}`, readFileSync(join(folder, "schemas", name), "utf8")] as const,
  );
  return { entry, files: { [entry]: stringify(document), ...Object.fromEntries(others) } };
}
