import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";

/** A follower whose holder said nothing for this long is taken over by another process. */
const LEASE_SECONDS = 4;

/** A new follower begins with what is published from now on. */
const CREATE = `
  INSERT INTO il.event_cursor (follower, position)
  SELECT $1, coalesce(max(position), 0) FROM il.outbox WHERE position IS NOT NULL
  ON CONFLICT (follower) DO NOTHING`;
const CLAIM = `
  UPDATE il.event_cursor SET holder = $2, lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
  WHERE follower = $1 AND (holder = $2 OR lease_until < clock_timestamp()) RETURNING position::text AS position`;
/** The holder and the position it read are the fence: who was taken over moves nothing. */
const ADVANCE = `
  UPDATE il.event_cursor SET position = $4, failing_since = NULL, last_error = NULL, updated_at = now(),
    lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
  WHERE follower = $1 AND holder = $2 AND position = $3 RETURNING follower`;
const FAIL = `
  UPDATE il.event_cursor SET failing_since = coalesce(failing_since, now()), last_error = $3, updated_at = now()
  WHERE follower = $1 AND holder = $2`;
const RELEASE = "UPDATE il.event_cursor SET lease_until = '-infinity' WHERE follower = $1 AND holder = $2";

/** How far one follower has come; one process at a time holds it. */
export class EventCursor {
  /** @param holder this process */
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly follower: string,
    private readonly holder: string,
  ) {}

  async create(): Promise<void> {
    await this.unitOfWork.read(CREATE, [this.follower]);
  }

  /** The position, or undefined while another process holds the follower. */
  async claim(): Promise<string | undefined> {
    const [row] = await this.unitOfWork.read<{ position: string }>(CLAIM, [this.follower, this.holder]);
    return row?.position;
  }

  /** False when another process has taken over; what was done since then is done twice. */
  async advance(from: string, to: string): Promise<boolean> {
    return (await this.unitOfWork.read(ADVANCE, [this.follower, this.holder, from, to])).length > 0;
  }

  async fail(message: string): Promise<void> {
    await this.unitOfWork.read(FAIL, [this.follower, this.holder, message.slice(0, 500)]);
  }

  async release(): Promise<void> {
    await this.unitOfWork.read(RELEASE, [this.follower, this.holder]);
  }
}
