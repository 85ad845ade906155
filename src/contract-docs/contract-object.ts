/** An object of a parsed contract. */
export type ContractObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is ContractObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member as an object; an empty one where the contract has none. */
export function objectAt(value: ContractObject, member: string): ContractObject {
  const found = value[member];
  return isObject(found) ? found : {};
}

/** The member as a text; undefined where the contract has none. */
export function textAt(value: ContractObject, member: string): string | undefined {
  const found = value[member];
  return typeof found === "string" ? found : undefined;
}

/** Follows a JSON pointer (RFC 6901) without its `#`. @returns undefined when it leads nowhere */
export function valueAtPointer(document: unknown, pointer: string): unknown {
  const tokens = pointer.split("/").slice(1);
  return tokens.reduce<unknown>((value, token) => {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) return (value as readonly unknown[])[Number(name)];
    return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }, document);
}

/** What a `$ref` inside the document leads to, the value itself where it is none, an empty object where it leads nowhere. */
export function resolved(document: ContractObject, value: ContractObject): ContractObject {
  const reference = textAt(value, "$ref");
  if (reference === undefined) return value;
  const found = valueAtPointer(document, decodeURIComponent(reference.replace(/^#/, "")));
  return isObject(found) ? found : {};
}
