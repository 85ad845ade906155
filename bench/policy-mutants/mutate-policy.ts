import type { PolicyFiles } from "../../src/platform/security/public.js";

/** A policy with one line broken. */
export interface Mutant {
  /** File, place and what was done to it. */
  readonly name: string;
  readonly files: PolicyFiles;
}

type Json = string | number | boolean | null | Json[] | { [member: string]: Json };
type Tree = { [member: string]: Json };
type Documents = { [file: string]: Tree };

/** A way to break something; it changes the documents it is given, or returns false when there is nothing to change. */
interface Mutation {
  readonly name: string;
  apply(documents: Documents): void;
}

const OTHER_OPERATOR: Readonly<Record<string, readonly string[]>> = {
  eq: ["ne"],
  ne: ["eq"],
  in: ["notIn"],
  notIn: ["in"],
  lt: ["lte", "gt"],
  lte: ["lt", "gt"],
  gt: ["gte", "lt"],
  gte: ["gt", "lt"],
};

/** Every mutant of a policy: each line that decides, removed, turned round or widened. */
export function mutantsOf(files: PolicyFiles): Mutant[] {
  const documents = documentsOf(files);
  const mutations = [
    ...permissionMutations(documents),
    ...resourceMutations(documents),
    ...files.roles.flatMap(({ file }) => roleMutations(documents, file)),
    ...prohibitionMutations(documents),
    ...conflictMutations(documents),
  ];
  return mutations.map((mutation) => {
    const changed = structuredClone(documents);
    mutation.apply(changed);
    return { name: mutation.name, files: filesOf(files, changed) };
  });
}

function permissionMutations(documents: Documents): Mutation[] {
  return listOf(documents, "permissions.yaml", "permissions").map((entry, index) => {
    return {
      name: `permissions.yaml: ${textOf(entry, "id")} removed`,
      apply: removal("permissions.yaml", "permissions", index),
    };
  });
}

function resourceMutations(documents: Documents): Mutation[] {
  return listOf(documents, "resources.yaml", "resources").flatMap((entry, index): Mutation[] => {
    const id = textOf(entry, "id");
    const at = (changed: Documents): Tree => objectAt(listOf(changed, "resources.yaml", "resources"), index);
    const others = ["plant", "contract", "any"].filter((one) => one !== (entry as Tree)["dimension"]);
    const fields = ["readFields", "writeFields"].flatMap((member) =>
      listAt(entry as Tree, member).map((field) => [member, field] as const),
    );
    return [
      ...others.map((dimension) => {
        return {
          name: `resources.yaml: ${id} is ${dimension}`,
          apply: (changed: Documents) => void (at(changed)["dimension"] = dimension),
        };
      }),
      ...fields.map(([member, field]) => {
        return {
          name: `resources.yaml: ${id} ${member} without ${named(field)}`,
          apply: (changed: Documents) => without(at(changed), member, field),
        };
      }),
    ];
  });
}

function roleMutations(documents: Documents, file: string): Mutation[] {
  const role = documents[file] ?? {};
  const held = listAt(role, "permissions");
  const all = listOf(documents, "permissions.yaml", "permissions").map((entry) => textOf(entry, "id"));
  const roles = Object.keys(documents)
    .filter((name) => name.startsWith("roles/"))
    .map((name) => name.slice(6, -5));
  const at = (changed: Documents): Tree => changed[file] ?? {};
  const mutation = (name: string, apply: (role: Tree) => void): Mutation => {
    return { name: `${file}: ${name}`, apply: (changed) => apply(at(changed)) };
  };
  return [
    ...held.map((permission) =>
      mutation(`${named(permission)} removed`, (one) => withoutPermission(one, named(permission))),
    ),
    ...all
      .filter((id) => !held.includes(id))
      .map((id) => mutation(`${id} added`, (one) => void listAt(one, "permissions").push(id))),
    mutation("scope turned round", (one) => void (one["scope"] = one["scope"] === "plant" ? "enterprise" : "plant")),
    ...listAt(role, "mustNever").map((pattern) =>
      mutation(`mustNever ${named(pattern)} removed and broken`, (one) => {
        without(one, "mustNever", pattern);
        const guarded = all.find((id) => fits(named(pattern), id) && !held.includes(id));
        if (guarded !== undefined) listAt(one, "permissions").push(guarded);
      }),
    ),
    ...whenMutations(
      listAt(role, "conditions"),
      (changed, index) => objectAt(listAt(at(changed), "conditions"), index),
      `${file}: conditions`,
    ),
    ...listAt(role, "conditions").map((_, index) =>
      mutation(`condition ${index} removed`, (one) => removeAt(one, "conditions", index)),
    ),
    ...listAt(role, "fields").flatMap((list, index) => fieldMutations(mutation, list as Tree, index)),
    ...listAt(role, "mayGrant").map((id) =>
      mutation(`may no longer grant ${named(id)}`, (one) => without(one, "mayGrant", id)),
    ),
    ...roles
      .filter((id) => !listAt(role, "mayGrant").includes(id))
      .map((id) => mutation(`may grant ${id}`, (one) => void (one["mayGrant"] = [...listAt(one, "mayGrant"), id]))),
  ];
}

function fieldMutations(
  mutation: (name: string, apply: (role: Tree) => void) => Mutation,
  list: Tree,
  index: number,
): Mutation[] {
  const members = listAt(list, "except");
  return [
    mutation(`field list ${index} removed`, (one) => removeAt(one, "fields", index)),
    ...members.map((member) =>
      mutation(`field list ${index} without ${named(member)}`, (one) => {
        if (members.length === 1) removeAt(one, "fields", index);
        else without(objectAt(listAt(one, "fields"), index), "except", member);
      }),
    ),
  ];
}

function prohibitionMutations(documents: Documents): Mutation[] {
  const file = "prohibitions.yaml";
  const entries = listOf(documents, file, "prohibitions");
  const at = (changed: Documents, index: number): Tree => objectAt(listOf(changed, file, "prohibitions"), index);
  return [
    ...entries.map((entry, index) => {
      return { name: `${file}: ${textOf(entry, "id")} removed`, apply: removal(file, "prohibitions", index) };
    }),
    ...entries.map((entry, index) => {
      return {
        name: `${file}: ${textOf(entry, "id")} without when`,
        apply: (changed: Documents) => void delete at(changed, index)["when"],
      };
    }),
    ...entries.flatMap((entry, index) =>
      listAt(entry as Tree, "permissions").map((permission) => {
        const name = `${file}: ${textOf(entry, "id")} without ${named(permission)}`;
        return { name, apply: (changed: Documents) => without(at(changed, index), "permissions", permission) };
      }),
    ),
    ...whenMutations(entries, at, file),
  ];
}

function conflictMutations(documents: Documents): Mutation[] {
  return listOf(documents, "conflicts.yaml", "conflicts").map((_, index) => {
    return { name: `conflicts.yaml: pair ${index} removed`, apply: removal("conflicts.yaml", "conflicts", index) };
  });
}

/** Turns every operator round, shortens every list, and changes every single value. */
function whenMutations(
  entries: readonly Json[],
  at: (documents: Documents, index: number) => Tree,
  place: string,
): Mutation[] {
  return entries.flatMap((entry, index) =>
    Object.entries(((entry as Tree)["when"] ?? {}) as Tree).flatMap(([attribute, comparisons]) =>
      Object.entries(comparisons as Tree).flatMap(([operator, value]) => {
        const name = `${place} ${index} ${attribute} ${operator}`;
        const target = (changed: Documents): Tree => ((at(changed, index)["when"] as Tree)[attribute] ?? {}) as Tree;
        return [
          ...(OTHER_OPERATOR[operator] ?? []).map((other) => {
            return {
              name: `${name} → ${other}`,
              apply: (changed: Documents) => renameMember(target(changed), operator, other),
            };
          }),
          ...valueMutations(value).map(([how, changedValue]) => {
            return {
              name: `${name} ${how}`,
              apply: (changed: Documents) => void (target(changed)[operator] = changedValue),
            };
          }),
        ];
      }),
    ),
  );
}

function valueMutations(value: Json): [string, Json][] {
  if (Array.isArray(value))
    return value.length < 2
      ? []
      : value.map((one) => [`without ${named(one)}`, value.filter((other) => other !== one)]);
  if (typeof value === "number")
    return [
      ["one more", value + 1],
      ["one less", value - 1],
    ];
  return [["another value", "another-value"]];
}

function renameMember(tree: Tree, from: string, to: string): void {
  const value = tree[from];
  delete tree[from];
  if (value !== undefined) tree[to] = value;
}

/** Without its conditions and field lists as well, or the file would be refused for those alone. */
function withoutPermission(role: Tree, permission: string): void {
  without(role, "permissions", permission);
  for (const member of ["conditions", "fields"]) {
    const kept = listAt(role, member).filter((entry) => textOf(entry, "permission") !== permission);
    if (kept.length === 0) delete role[member];
    else role[member] = kept;
  }
}

function without(tree: Tree, member: string, value: Json): void {
  const kept = listAt(tree, member).filter((one) => one !== value);
  if (kept.length === 0) delete tree[member];
  else tree[member] = kept;
}

function removeAt(tree: Tree, member: string, index: number): void {
  const kept = listAt(tree, member).filter((_, at) => at !== index);
  if (kept.length === 0) delete tree[member];
  else tree[member] = kept;
}

const removal =
  (file: string, member: string, index: number) =>
  (documents: Documents): void => {
    const tree = documents[file];
    if (tree !== undefined) tree[member] = listAt(tree, member).filter((_, at) => at !== index);
  };

function fits(pattern: string, id: string): boolean {
  const [resource, action] = pattern.split(":");
  const [ownResource, ownAction] = id.split(":");
  return (resource === "*" || resource === ownResource) && (action === "*" || action === ownAction);
}

/** Names are texts; anything else is shown as it is. */
const named = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
const listAt = (tree: Tree, member: string): Json[] => (Array.isArray(tree[member]) ? tree[member] : []);
const listOf = (documents: Documents, file: string, member: string): Json[] => listAt(documents[file] ?? {}, member);
const objectAt = (list: readonly Json[], index: number): Tree => list[index] as Tree;
const textOf = (entry: Json, member: string): string => named((entry as Tree)[member] ?? "");

/** The parsed files are plain JSON. */
function documentsOf(files: PolicyFiles): Documents {
  const { permissions, resources, prohibitions, conflicts, roles } = files;
  const documents = [permissions, resources, prohibitions, conflicts, ...roles];
  return Object.fromEntries(documents.map(({ file, content }) => [file, content as Tree]));
}

function filesOf(files: PolicyFiles, documents: Documents): PolicyFiles {
  const one = (file: string) => ({ file, content: documents[file] });
  return {
    permissions: one("permissions.yaml"),
    resources: one("resources.yaml"),
    prohibitions: one("prohibitions.yaml"),
    conflicts: one("conflicts.yaml"),
    roles: files.roles.map(({ file }) => one(file)),
  };
}
