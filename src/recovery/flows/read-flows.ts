import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantScope } from "../../platform/security/public.js";
import { answerOfFlow } from "./answer-of-flow.js";
import { FLOW_BY_ID, FLOWS_ABOUT_ID, FLOWS_ABOUT_ORDER, RECENT_FLOWS } from "./find-flows.statement.js";
import type { Flow, FlowFilter, FlowPosting, FlowSubject } from "./flow.js";
import { POSTINGS_OF_FLOWS, SUBJECTS_OF_FLOWS } from "./flow-details.statement.js";
import { type NamedResource, resourceOfFlow } from "./resource-of-flow.js";

/** A flow as the statements of find-flows give it. */
type FlowRow = Omit<Flow, "orderNumber" | "subject" | "postings" | "answer">;
type PostingRow = { readonly operationId: string; readonly posting: FlowPosting };
type SubjectRow = FlowSubject & { readonly plantCode: string; readonly orderNumber: string | null };
type NamedRow = FlowRow & { readonly named: NamedResource };

/** What requests have led to. Everything is read from where the work itself stands; the engine is not asked. */
export class ReadFlows {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The newest first. */
  async list(plants: PlantScope, filter: FlowFilter): Promise<Flow[]> {
    return await this.#complete(await this.#find(plants, filter));
  }

  /** @param id of the accepted operation */
  async find(id: string): Promise<Flow | undefined> {
    return (await this.#complete(await this.unitOfWork.read<FlowRow>(FLOW_BY_ID, [id])))[0];
  }

  async #find(plants: PlantScope, { about, plantCode, isOpen, limit }: FlowFilter): Promise<FlowRow[]> {
    const page = [plants === "*" ? null : plants, plantCode ?? null, limit];
    if (about === undefined) return await this.unitOfWork.read<FlowRow>(RECENT_FLOWS, [...page, isOpen]);
    const at = about.indexOf("/");
    if (at < 0) return await this.unitOfWork.read<FlowRow>(FLOWS_ABOUT_ID, [...page, about]);
    const order = [about.slice(0, at), about.slice(at + 1)];
    return await this.unitOfWork.read<FlowRow>(FLOWS_ABOUT_ORDER, [...page, ...order]);
  }

  async #complete(found: readonly FlowRow[]): Promise<Flow[]> {
    if (found.length === 0) return [];
    const rows = found.map((row): NamedRow => ({ ...row, named: resourceOfFlow(row.resource) }));
    const ids = rows.flatMap(({ named: { id } }) => (id === undefined ? [] : [id]));
    const orders = rows.flatMap(({ named: { order, id } }) => (order === undefined || id !== undefined ? [] : [order]));
    const [plantCodes, orderNumbers] = [orders.map((each) => each.plantCode), orders.map((each) => each.orderNumber)];
    const operations = rows.map((row) => row.id);
    const postings = await this.unitOfWork.read<PostingRow>(POSTINGS_OF_FLOWS, [
      operations,
      ids,
      plantCodes,
      orderNumbers,
    ]);
    const subjects = await this.unitOfWork.read<SubjectRow>(SUBJECTS_OF_FLOWS, [ids, plantCodes, orderNumbers]);
    const byOperation = Map.groupBy(postings, ({ operationId }) => operationId);
    return rows.map((row) => toFlow(row, subjects, byOperation.get(row.id) ?? []));
  }
}

function toFlow({ named, ...row }: NamedRow, subjects: readonly SubjectRow[], postings: readonly PostingRow[]): Flow {
  const found = subjects.find((subject) => isSubjectOf(named, subject));
  const open = {
    ...row,
    orderNumber: named.order?.orderNumber ?? found?.orderNumber ?? null,
    subject: found === undefined ? null : toSubject(found),
    postings: postings.map(({ posting }) => posting),
  };
  return { ...open, answer: answerOfFlow(open) };
}

function isSubjectOf({ id, order }: NamedResource, subject: SubjectRow): boolean {
  if (id !== undefined) return subject.id === id;
  return (
    subject.type === "production-order" &&
    subject.plantCode === order?.plantCode &&
    subject.orderNumber === order.orderNumber
  );
}

const toSubject = ({ type, id, state, reason, at }: SubjectRow): FlowSubject => ({ type, id, state, reason, at });
