-- Users. The id is a version 7 UUID made by the app: ordered by time, so the primary key also serves "newest first",
-- and made without asking a database, so users can later be spread over shards by it.
create table users (
  id uuid primary key,
  handle text not null unique check (handle ~ '^[a-z][a-z0-9_]{2,29}$'),
  display_name text not null check (char_length(display_name) between 1 and 80),
  created_at timestamptz not null default now()
);
