-- Posts and who sees them. Users are ids here: their rows are another service's, perhaps in another database. Each table
-- says whose shard its rows are on.

-- By author, whose hash ends the id, so that an id alone tells the shard. Newest first is descending ids (UUID 7).
create table posts (
  id uuid primary key,
  author_id uuid not null,
  body text not null check (char_length(body) between 1 and 2000),
  picture_key text,
  created_at timestamptz not null default now()
);
create index posts_by_author on posts (author_id, id desc);
create index posts_by_picture on posts (picture_key) where picture_key is not null;

-- Whom a user follows: the truth. By follower.
create table follows (
  follower_id uuid not null,
  followee_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (follower_id, followee_id),
  check (follower_id <> followee_id)
);

-- The same facts on the other's shard, who follows a user: brought after it by the worker. By followee.
create table followers (
  followee_id uuid not null,
  follower_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (followee_id, follower_id)
);

-- Denormalised: each follower's feed, written by the worker for every post (fan-out on write), so that reading a feed is
-- one index scan however many people are followed. By owner.
create table feed_entries (
  owner_id uuid not null,
  post_id uuid not null,
  author_id uuid not null,
  primary key (owner_id, post_id)
);

-- Denormalised: numbers that would need counting, changed in the transaction that changes what they count. By user.
create table user_counts (
  user_id uuid primary key,
  posts integer not null default 0 check (posts >= 0),
  following integer not null default 0 check (following >= 0),
  followers integer not null default 0 check (followers >= 0)
);

-- Transactional outbox: what has happened, to be told to the queue. On the shard whose transaction it tells about.
create table outbox (
  id uuid primary key,
  body text not null,
  attempts integer not null default 0,
  available_at timestamptz not null default now(),
  dead_at timestamptz
);
create index outbox_due on outbox (available_at) where dead_at is null;

-- Messages whose effect has taken place, in the transaction of that effect.
create table processed_messages (
  id text primary key,
  processed_at timestamptz not null default now()
);
create index processed_messages_by_age on processed_messages (processed_at);

-- Where a user wants to be told of events. By user.
create table webhook_endpoints (
  id uuid primary key,
  user_id uuid not null,
  url text not null,
  secret text not null,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);
create index webhook_endpoints_by_user on webhook_endpoints (user_id, id);

-- One message to one endpoint, until it is delivered or given up. By user, whose the endpoint is.
create table webhook_deliveries (
  id uuid primary key,
  endpoint_id uuid not null references webhook_endpoints on delete cascade,
  user_id uuid not null,
  event_type text not null,
  body text not null,
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  next_attempt_at timestamptz,
  delivered_at timestamptz,
  failed_at timestamptz,
  last_error text
);
create index webhook_deliveries_by_endpoint on webhook_deliveries (endpoint_id, id desc);
create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where next_attempt_at is not null;
