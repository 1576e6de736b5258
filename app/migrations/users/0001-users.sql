-- Users. The id is a version 7 UUID made by the app: ordered by time, so the primary key also serves "newest first", and
-- made without asking a database, so that users are spread over shards by it. Each table says whose shard its rows are on.

-- Unique names, found by the hash of the handle: which user has it. A row whose user never came to be may be claimed
-- again after a while.
create table handles (
  handle text primary key check (handle ~ '^[a-z][a-z0-9_]{2,29}$'),
  user_id uuid not null,
  claimed_at timestamptz not null default now()
);

-- What every answer about a person needs, and no more: rows stay small, so that many fit into memory. By user.
-- (A version that knew neither passwords nor shards kept this table with its own index on the handle.)
create table if not exists users (
  id uuid primary key,
  handle text not null check (handle ~ '^[a-z][a-z0-9_]{2,29}$'),
  display_name text not null check (char_length(display_name) between 1 and 80),
  created_at timestamptz not null default now()
);
alter table users drop constraint if exists users_handle_key;
insert into handles (handle, user_id, claimed_at) select handle, id, created_at from users;

-- Vertical partition: what only a profile page shows, wide and rarely read. By user.
create table user_profiles (
  user_id uuid primary key references users on delete cascade,
  bio text not null default '' check (char_length(bio) <= 500),
  location text not null default '' check (char_length(location) <= 80),
  picture_key text,
  updated_at timestamptz not null default now()
);

-- Apart from the row that everybody reads. By user.
create table credentials (
  user_id uuid primary key references users on delete cascade,
  password_hash text not null,
  changed_at timestamptz not null default now()
);
