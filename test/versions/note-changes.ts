import { NotRepresentable, type VersionChange, convertPage } from "../../src/gateway/public.js";

interface NoteV1 {
  readonly id: string;
  readonly text: string;
}
interface NoteV2 {
  readonly id: string;
  readonly lines: readonly string[];
}
interface Line {
  readonly text: string;
  readonly language: string;
}
interface NoteV3 {
  readonly id: string;
  readonly lines: readonly Line[];
}
type Body = Readonly<Record<string, unknown>>;

function toNoteV1({ id, lines }: NoteV2): NoteV1 {
  if (lines.length > 1) throw new NotRepresentable(`The note has ${lines.length} lines; v1 has one.`);
  return { id, text: lines[0] ?? "" };
}

function toNoteV2({ id, lines }: NoteV3): NoteV2 {
  const foreign = lines.find(({ language }) => language !== "und");
  if (foreign !== undefined)
    throw new NotRepresentable(`A line of the note is in ${foreign.language}; v2 has no languages.`);
  return { id, lines: lines.map(({ text }) => text) };
}

/** Data of an event, as its contract says. */
const written = (data: Body): unknown => data;

const page = <Newer extends { readonly id: string }>(body: unknown, down: (note: Newer) => unknown): Body => {
  const { items, leftOut = [] } = body as { items: readonly Newer[]; leftOut?: readonly unknown[] };
  const converted = convertPage(items, down);
  return { items: converted.items, leftOut: [...leftOut, ...converted.leftOut] };
};

/** From one text to lines; a filter and an operation have new names. */
export const v1ToV2: VersionChange = {
  from: "v1",
  to: "v2",
  description: "A note has lines instead of one text.",
  operations: {
    createNote: {
      up: (request) => {
        const { plantCode, text } = request.body as { plantCode: string; text: string };
        return { ...request, body: { plantCode, lines: [text] } };
      },
      down: ({ status, body }) => ({ status, body: toNoteV1(body as NoteV2) }),
      pointer: (pointer) => pointer.replace(/^\/lines\/0/, "/text"),
    },
    getNote: {
      up: (request) => request,
      down: ({ status, body }) => ({ status, body: toNoteV1(body as NoteV2) }),
    },
    listNotes: {
      up: (request) => {
        const { q, ...rest } = request.query as { q?: string };
        return { ...request, query: { ...rest, search: q } };
      },
      down: ({ status, body }) => ({ status, body: page(body, toNoteV1) }),
    },
    getSummary: {
      to: "getDigest",
      up: (request) => request,
      down: ({ status, body }) => ({ status, body: toNoteV1(body as NoteV2) }),
    },
  },
  events: {
    "note.written": { down: (data) => ({ ...toNoteV1(written(data) as NoteV2) }) },
  },
};

/** Lines have a language; `und` is undetermined (BCP 47). */
export const v2ToV3: VersionChange = {
  from: "v2",
  to: "v3",
  description: "A line has a language.",
  operations: {
    createNote: {
      up: (request) => {
        const { plantCode, lines } = request.body as { plantCode: string; lines: readonly string[] };
        return { ...request, body: { plantCode, lines: lines.map((text) => ({ text, language: "und" })) } };
      },
      down: ({ status, body }) => ({ status, body: toNoteV2(body as NoteV3) }),
      pointer: (pointer) => pointer.replace(/^(\/lines\/[0-9]+)\/text$/, "$1"),
    },
    getNote: {
      up: (request) => request,
      down: ({ status, body }) => ({ status, body: toNoteV2(body as NoteV3) }),
    },
    listNotes: {
      up: (request) => request,
      down: ({ status, body }) => ({ status, body: page(body, toNoteV2) }),
    },
    getDigest: {
      up: (request) => request,
      down: ({ status, body }) => ({ status, body: toNoteV2(body as NoteV3) }),
    },
  },
  events: {
    "note.written": { down: (data) => ({ ...toNoteV2(written(data) as NoteV3) }) },
  },
};
