-- What stands in for servers that are not configured: a key-value store and a store for blobs. Every role has them in its
-- own database.

create table key_values (
  key text primary key,
  value text not null,
  expires_at timestamptz not null
);
create index key_values_expired on key_values (expires_at);

create table blobs (
  key text primary key,
  content_type text not null,
  bytes bytea not null,
  created_at timestamptz not null default now()
);
create index blobs_by_age on blobs (created_at);
