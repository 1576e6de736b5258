-- Secrets encrypted: here, and no longer in clear. A release that does not know of it stores them in clear still, which
-- are the newest then; a message of an endpoint whose secret it cannot read fails there, and is tried again.
alter table webhook_endpoints add column sealed_secret text;
alter table webhook_endpoints alter column secret drop not null;
alter table webhook_endpoints add constraint webhook_endpoints_secret check (secret is not null or sealed_secret is not null);
