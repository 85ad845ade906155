import type { Cursor } from "../cursor.js";
import { templateShape } from "./path-template.js";

/** A path template of one or both contracts. */
export interface PathTemplates {
  readonly baseTemplate: string;
  readonly revisionTemplate: string;
  readonly base: Cursor;
  readonly revision: Cursor;
}

/** Pairs paths by name, and those left by shape: `/orders/{id}` and `/orders/{orderId}` are one path. */
export function pairPaths(base: Cursor, revision: Cursor): PathTemplates[] {
  const free = revision.patternedEntries().filter(([template]) => !base.has(template));
  const byShape = new Map(free.map(([template]) => [templateShape(template), template]));
  const pairs = base.patternedEntries().map(([template, pathItem]): PathTemplates => {
    const revisionTemplate = revision.has(template) ? template : (byShape.get(templateShape(template)) ?? template);
    return { baseTemplate: template, revisionTemplate, base: pathItem, revision: revision.at(revisionTemplate) };
  });
  const paired = new Set(pairs.map(({ revisionTemplate }) => revisionTemplate));
  const added = revision.patternedEntries().filter(([template]) => !paired.has(template));
  return [
    ...pairs,
    ...added.map(([template, pathItem]) => ({
      baseTemplate: template,
      revisionTemplate: template,
      base: base.absent(),
      revision: pathItem,
    })),
  ];
}
