-- Pictures that belong to nothing: allowed to be uploaded and not used yet, or not used any more. Each is here before it
-- can exist, so what is here after its time is what there is to delete. On the owner's shard.
create table uploads (
  key text primary key,
  owner_id uuid not null,
  content_type text not null,
  bytes integer not null,
  expires_at timestamptz not null
);
create index uploads_expired on uploads (expires_at);
