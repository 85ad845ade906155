import { pointerToken } from "../../../kernel/finding.js";

/** Members that may be seen or written, as paths such as `profile.systems`; a path covers everything below it. */
export type PermittedFields = ReadonlySet<string>;

/** What of a JSON value may be seen: exactly the permitted members. Lists are looked through. */
export function maskFields(value: unknown, permitted: PermittedFields): unknown {
  return mask(value, permitted, "");
}

/** JSON pointers of the members of a value that may not be written, the outermost of each. */
export function forbiddenFields(value: unknown, permitted: PermittedFields): string[] {
  return forbidden(value, permitted, "", "");
}

function mask(value: unknown, permitted: PermittedFields, prefix: string): unknown {
  if (Array.isArray(value)) return value.map((item) => mask(item, permitted, prefix));
  if (!isObject(value)) return value;
  const members = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const path = prefix + name;
    if (permitted.has(path)) return [[name, member]];
    return isAbove(path, permitted) && typeof member === "object" ? [[name, mask(member, permitted, `${path}.`)]] : [];
  });
  return Object.fromEntries(members);
}

function forbidden(value: unknown, permitted: PermittedFields, prefix: string, pointer: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const place = `${pointer}/${index}`;
      return isContainer(item) ? forbidden(item, permitted, prefix, place) : [place];
    });
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const path = prefix + name;
    const place = `${pointer}/${pointerToken(name)}`;
    if (permitted.has(path)) return [];
    return isAbove(path, permitted) && isContainer(member) ? forbidden(member, permitted, `${path}.`, place) : [place];
  });
}

/** Whether something below the path is permitted. */
function isAbove(path: string, permitted: PermittedFields): boolean {
  for (const candidate of permitted) if (candidate.startsWith(`${path}.`)) return true;
  return false;
}

/** Only what can hold members can hold permitted ones. */
const isContainer = (value: unknown): boolean => Array.isArray(value) || isObject(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
