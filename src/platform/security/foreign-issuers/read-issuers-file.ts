import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { EnvironmentError } from "../../../config/environment-error.js";
import { grantFindings } from "../policy/grants.js";
import type { Policy } from "../policy/policy.js";
import { completeSettings } from "./complete-settings.js";
import type { ForeignIssuerSettings } from "./foreign-issuer-settings.js";
import { describeErrors, type IssuerDocument, isIssuersDocument } from "./issuers-document.js";

/** Reads the issuers file, YAML or JSON. @throws EnvironmentError naming each key that cannot be used */
export function readIssuersFile(file: string, policy: Policy): readonly ForeignIssuerSettings[] {
  const document = parseFile(file);
  if (!isIssuersDocument(document)) throw faulty(file, describeErrors(isIssuersDocument.errors));
  const faults = document.issuers.flatMap((entry, index) => roleFaults(entry, index, policy));
  const settings = document.issuers.flatMap((entry, index) => {
    try {
      return [completeSettings(entry)];
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      faults.push(`issuers[${index}].${error.message}`);
      return [];
    }
  });
  faults.push(...twice("name", settings), ...twice("issuer", settings));
  if (faults.length > 0) throw faulty(file, faults);
  return settings;
}

/** Aliases are refused: whoever reads the file sees at each issuer what it may do. */
function parseFile(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"), { maxAliasCount: 0, uniqueKeys: true });
  } catch (error) {
    throw faulty(file, [error instanceof Error ? error.message : String(error)]);
  }
}

/** A grant for the plants of a token is checked as one for a plant: which one will be known only then. */
function roleFaults({ roles }: IssuerDocument, index: number, policy: Policy): string[] {
  return Object.entries(roles).flatMap(([name, { role, plants }]) => {
    const grant = { role, plants: plants === "from-token" ? ["P100"] : plants };
    return grantFindings(policy, [grant]).map(({ message }) => `issuers[${index}].roles.${name}: ${message}`);
  });
}

function twice(key: "name" | "issuer", settings: readonly ForeignIssuerSettings[]): string[] {
  const values = settings.map((entry) => entry[key]);
  return values.flatMap((value, index) =>
    values.indexOf(value) === index ? [] : [`issuers[${index}].${key} ${value} comes twice`],
  );
}

function faulty(file: string, faults: readonly string[]): EnvironmentError {
  return new EnvironmentError(
    `The issuers file ${file} (INTERLOCK_ISSUERS_FILE) cannot be used; correct it: ${faults.join("; ")}.`,
  );
}
