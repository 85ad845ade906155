import { breaksWhenStoredWrong } from "../../../support/production-order/breaches.js";

breaksWhenStoredWrong(
  "getTimeline",
  "UPDATE il.outbox SET event = (event::jsonb || '{\"id\": \"no id\"}')::text WHERE partition_key = 'P100/' || $1",
);
