-- Who writes what may be moved shares a lock until the transaction ends, and takes it before any row of it: so a move has
-- one lock to wait for, which nobody holds who waits for a writer that waits for the move. Table locks had no such order.
create function share_shard_move() returns trigger language plpgsql as $$
begin
  if current_setting('app.moving', true) is distinct from 'on' then perform pg_advisory_xact_lock_shared(7301953); end if;
  return null;
end $$;
