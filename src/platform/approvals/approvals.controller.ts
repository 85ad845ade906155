import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import { InterlockError } from "../../kernel/problem.js";
import { UnitOfWork } from "../persistence/unit-of-work.js";
import {
  AUTHORIZER,
  type Authorizer,
  ManagementAccess,
  type ManagementRequest,
  RequiresPermission,
} from "../security/public.js";
import type { Proposal, ProposalState } from "./approval.js";
import { Approvals } from "./approvals.js";
import { approvalProblems } from "./problems.js";
import { PREDICATE_PARAMETER, PROPOSAL_COLUMNS, ReadApprovals } from "./read-approvals.js";
import { readVote, voteSchema } from "./vote-body.js";

const PAGE_ROWS = 100;
const STATES: readonly string[] = ["OPEN", "APPROVED", "REJECTED", "VOIDED"] satisfies ProposalState[];

/** Management API of proposals and the decisions about them. What is proposed comes from the capability it belongs to. */
@ApiTags("approvals")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/approvals")
export class ApprovalsController {
  constructor(
    @Inject(Approvals) private readonly approvals: Approvals,
    @Inject(ReadApprovals) private readonly reads: ReadApprovals,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(AUTHORIZER) private readonly authorizer: Authorizer,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
  ) {}

  @Get()
  @RequiresPermission("approval:read", { plant: "instance" })
  @ApiOperation({ operationId: "listApprovals", summary: "List proposals you may see, with the decisions about them" })
  @ApiQuery({ name: "state", required: false, enum: STATES })
  @ApiQuery({ name: "subjectType", required: false, description: "Such as contract-version, waiver or replay." })
  @ApiQuery({ name: "after", required: false, description: "nextAfter of the page before." })
  @ApiOkResponse({ description: "Proposals by id, which is by age." })
  async list(
    @Req() { interlock: { principal } }: ManagementRequest,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly items: readonly Proposal[]; readonly nextAfter: string | null }> {
    const { state, subjectType, after } = query;
    const predicate = this.authorizer.predicate(principal, "approval:read", PROPOSAL_COLUMNS, PREDICATE_PARAMETER);
    const filter = {
      state: readState(state),
      subjectType: textOf(subjectType),
      after: textOf(after),
      limit: PAGE_ROWS,
    };
    const items = await this.reads.list(filter, predicate);
    return { items, nextAfter: items.length < PAGE_ROWS ? null : (items.at(-1)?.id ?? null) };
  }

  @Get(":proposalId")
  @RequiresPermission("approval:read", { plant: "instance" })
  @ApiOperation({ operationId: "getApproval", summary: "Read a proposal with the decisions about it" })
  @ApiOkResponse({ description: "The proposal." })
  async get(
    @Req() { interlock: { principal } }: ManagementRequest,
    @Param("proposalId") id: string,
  ): Promise<Proposal> {
    const predicate = this.authorizer.predicate(principal, "approval:read", PROPOSAL_COLUMNS, 2);
    const proposal = await this.reads.find(id, predicate);
    if (proposal !== undefined) return proposal;
    const detail = `There is no proposal ${id.slice(0, 40)} that you may see.`;
    throw new InterlockError(approvalProblems.APPROVAL_UNKNOWN, { detail });
  }

  @Post(":proposalId/votes")
  @HttpCode(200)
  @RequiresPermission("approval:read", { plant: "instance" })
  @ApiOperation({
    operationId: "createApprovalVote",
    summary: "Approve or reject exactly the content that was looked at",
    description: "Needs approval:read and the permission that the proposal names, in the place of its subject.",
  })
  @ApiBody({ schema: voteSchema as object })
  @ApiOkResponse({ description: "The proposal after the decision." })
  async vote(
    @Req() request: ManagementRequest,
    @Param("proposalId") id: string,
    @Body() body: unknown,
  ): Promise<Proposal> {
    const { verdict, contentHash, reason } = readVote(body);
    const { permission, author, plantCode, contract, attributes } = await this.get(request, id);
    const { interlock } = request;
    this.access.requireObject(interlock, permission, { ...attributes, author, plantCode, contract });
    const { clientId: approver } = interlock.principal;
    const { correlationId, traceparent } = interlock;
    const vote = { proposalId: id, approver, contentHash, reason };
    const actor = { actor: approver, correlationId, traceparent };
    return await this.unitOfWork.run((tx) =>
      verdict === "APPROVE" ? this.approvals.approve(tx, vote, actor) : this.approvals.reject(tx, vote, actor),
    );
  }
}

function readState(state: unknown): ProposalState | undefined {
  if (state === undefined || state === "") return undefined;
  if (typeof state === "string" && STATES.includes(state)) return state as ProposalState;
  const detail = `state must be one of ${STATES.join(", ")}.`;
  throw new InterlockError(approvalProblems.APPROVAL_INVALID, { detail });
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
