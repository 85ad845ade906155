import type { Finding } from "../../kernel/finding.js";
import type { DocumentSchemas } from "../document-schemas.js";
import type { PlantProfile } from "../plant-profile.js";
import { builtInUnit } from "../units/unit-registry.js";
import { isObject, mergeDocuments } from "./merge-documents.js";
import { insecureSystemUrls } from "./insecure-system-urls.js";
import { checkPace } from "./check-pace.js";
import { ProfileChecks } from "./profile-checks.js";
import type { PlantTemplates } from "./plant-template.js";

/** A profile that satisfies its schema, or the findings that say why there is none. */
export type PlantProfileResolution =
  | { readonly profile: PlantProfile; readonly findings: readonly Finding[] }
  | { readonly profile: undefined; readonly findings: readonly Finding[] };

/**
 * Makes the full profile from what a plant folder says, its template merged in. Where systems need TLS, as in
 * production, a profile with an http address of another machine is refused.
 */
export class PlantProfileResolver {
  constructor(
    private readonly schemas: DocumentSchemas,
    private readonly templates: PlantTemplates,
    private readonly isTlsRequired = false,
    private readonly checks = new ProfileChecks(),
  ) {}

  /** @param source what the reader of the findings knows the document as: `plant.yaml`, or `the body`. */
  resolve(document: unknown, source: string): PlantProfileResolution {
    if (!isObject(document)) return refused([invalid(source, "", "must be an object.", "Write the plant's members.")]);
    const { extends: reference, ...own } = document;
    const template = reference === undefined ? {} : this.#template(reference);
    if (template === undefined) return refused([this.#unknownTemplate(source, reference)]);
    const merged = mergeDocuments(template, own);
    const findings = this.schemas.check("plant-profile.yaml", merged, source);
    if (findings.length > 0) return refused(findings);
    const profile = merged as PlantProfile; // The schema has just proven it.
    const faults = [
      ...checkTimeZone(profile, source),
      ...checkUnits(profile, source),
      ...checkPace(profile, source),
      ...this.checks.run(profile, source),
      ...(this.isTlsRequired ? checkSystemUrls(profile, source) : []),
    ];
    return faults.length > 0 ? refused(faults) : { profile, findings: [] };
  }

  #template(reference: unknown): unknown {
    return typeof reference === "string" ? this.templates.find(reference) : undefined;
  }

  #unknownTemplate(source: string, reference: unknown): Finding {
    return {
      code: "PLANT_TEMPLATE_UNKNOWN",
      severity: "ERROR",
      check: "template",
      message: `${source}: /extends names ${JSON.stringify(reference)}, which is not a template of this version.`,
      pointer: "/extends",
      fix: `Write one of ${this.templates.references.join(", ")}, or leave extends out and write every member.`,
    };
  }
}

const refused = (findings: readonly Finding[]): PlantProfileResolution => ({ profile: undefined, findings });

function invalid(source: string, pointer: string, fault: string, fix: string): Finding {
  const place = pointer === "" ? "the document" : pointer;
  return {
    code: "SCHEMA_VIOLATION",
    severity: "ERROR",
    check: "schema",
    message: `${source}: ${place} ${fault}`,
    pointer,
    fix,
  };
}

function checkTimeZone(profile: PlantProfile, source: string): Finding[] {
  try {
    new Intl.DateTimeFormat("en", { timeZone: profile.timeZone });
    return [];
  } catch {
    return [
      invalid(
        source,
        "/timeZone",
        `is "${profile.timeZone}", which is no time zone.`,
        "Write an IANA name such as Europe/Berlin.",
      ),
    ];
  }
}

/** A unit alias that points at a code with a slip of the pen would only show when an order uses it. */
function checkUnits(profile: PlantProfile, source: string): Finding[] {
  return Object.entries(profile.mappings.unit)
    .filter(([, code]) => builtInUnit(code) === undefined)
    .map(([alias, code]) =>
      invalid(
        source,
        `/mappings/unit/${alias}`,
        `is ${code}, which is no built-in unit.`,
        "Write a code of UNECE Rec 20 such as KGM.",
      ),
    );
}

function checkSystemUrls(profile: PlantProfile, source: string): Finding[] {
  return insecureSystemUrls(profile).map(({ pointer, origin }) => ({
    code: "INSECURE_SYSTEM_URL",
    severity: "ERROR",
    check: "transport",
    message: `${source}: ${pointer} is ${origin}, a system that would be reached without TLS in production.`,
    pointer,
    fix: "Write the https address of the system; http is for systems on this machine only.",
  }));
}
