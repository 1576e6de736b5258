-- Ranges of hashes on their way to another database: what `move.ts` does, and what keeps writes out of the wrong place.

create table shard_moves (
  id text primary key,
  -- Which side of the move this database is.
  side text not null check (side in ('source', 'target')),
  state text not null check (state in ('copying', 'fenced', 'moved', 'arriving', 'arrived')),
  tables text not null check (tables in ('all', 'posts')),
  from_hash bigint not null,
  to_hash bigint not null,
  target text not null,
  -- How far the first copy has come: the last key of each table.
  progress jsonb not null default '{}',
  started_at timestamptz not null default now()
);

-- Keys of rows that were changed while they are copied.
create table shard_move_changes (
  seq bigint generated always as identity primary key,
  table_name text not null,
  key jsonb not null
);

-- Told of a table: the column that its hash is of, or nothing, whether writes may have to be refused, and its key. Notes what
-- changes while it is copied; refuses what is written where it does not belong (any more, or yet).
create function guard_shard_move() returns trigger language plpgsql as $$
declare
  changed jsonb := case tg_op when 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  hash bigint := case when tg_argv[0] <> '' then
    ('x' || left(encode(sha256(convert_to(changed ->> tg_argv[0], 'UTF8')), 'hex'), 8))::bit(32)::bigint end;
  move shard_moves;
begin
  if current_setting('app.moving', true) = 'on' then return null; end if;
  select * into move from shard_moves where hash is null or hash between from_hash and to_hash
    order by started_at desc limit 1;
  if not found or move.tables = 'posts' and tg_table_name in ('uploads', 'blobs') and changed ->> 'key' not like 'posts/%' then
    return null;
  end if;
  if tg_argv[1] = 'fenced' and move.state in ('fenced', 'moved', 'arriving') then
    raise exception 'The rows of hash % are being moved.', hash using errcode = 'ZM001';
  end if;
  if move.state in ('copying', 'fenced') then
    insert into shard_move_changes (table_name, key) values
      (tg_table_name, (select jsonb_object_agg(key, changed -> key) from unnest(tg_argv[2:]) as key));
  end if;
  return null;
end $$;
