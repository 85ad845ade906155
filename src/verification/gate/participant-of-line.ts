import type { ContractLine } from "../../registry/public.js";

/** The participant that provides an API: `production-order-v1`; requests and events of one API have one provider. */
export function participantOfLine({ name, major }: Pick<ContractLine, "name" | "major">): string {
  return `${name}-${major}`;
}

/** The API and its major version, where the name of a participant is that of one. */
export function lineOfParticipant(participant: string): Pick<ContractLine, "name" | "major"> | undefined {
  const groups = /^(?<name>[a-z][a-z0-9-]{0,62})-(?<major>v[1-9][0-9]{0,3})$/.exec(participant)?.groups;
  const [name, major] = [groups?.["name"], groups?.["major"]];
  return name === undefined || major === undefined ? undefined : { name, major };
}

/** `1.2.0+ae8e6fd` is a build of contract version 1.2.0 (SemVer 2.0.0 §10). */
export function contractVersionOf(number: string): string {
  return number.split("+", 1)[0] ?? number;
}
