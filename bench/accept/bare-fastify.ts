import Fastify from "fastify";
import pg from "pg";

/**
 * The floor of the comparison: one INSERT per request, no contract, no token, no audit.
 * Arguments: database URL, port.
 */
const [databaseUrl = "", port = "0"] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 16 });
await pool.query(
  "CREATE TABLE IF NOT EXISTS public.bare_order (id bigserial PRIMARY KEY, order_number text, document json)",
);

const server = Fastify();
server.post("/orders", async (request, reply) => {
  const body = request.body as { orderNumber: string };
  const statement = "INSERT INTO public.bare_order (order_number, document) VALUES ($1, $2) RETURNING id";
  const { rows } = await pool.query<{ id: string }>(statement, [body.orderNumber, JSON.stringify(body)]);
  return reply.status(202).send({ id: rows[0]?.id });
});
await server.listen({ host: "127.0.0.1", port: Number(port) });
process.send?.("listening");
