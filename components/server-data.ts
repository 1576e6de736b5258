import * as pulumi from "@pulumi/pulumi";

/** Bash that puts a volume at /data, and makes a file system on it the first time only. */
export function mountVolume(volumeId: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`# The data volume outlives this server. mkfs refuses one that has a file system, so no data is ever formatted away.
volume='${volumeId}'
device="/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_\${volume/-/}"
until [ -e "$device" ]; do sleep 1; done
blkid "$device" || mkfs.xfs "$device"
mkdir -p /data
grep -q ' /data ' /etc/fstab || echo "$device /data xfs defaults,nofail 0 2" >> /etc/fstab
systemctl daemon-reload
mountpoint -q /data || mount /data`;
}

/** Bash that makes a database on /data a service, with a password that is made there and stays there. */
export function databaseUnit(image: string): string {
  return `install -d -m 700 /data/postgres
[ -s /data/postgres-password ] || (umask 077 && openssl rand -hex 24 > /data/postgres-password)
cat > /etc/systemd/system/database.service <<'UNIT'
[Unit]
After=docker.service
Requires=docker.service
RequiresMountsFor=/data
AssertPathIsMountPoint=/data
StartLimitIntervalSec=0
[Service]
Restart=always
RestartSec=5
TimeoutStartSec=300
TimeoutStopSec=90
ExecStartPre=-/usr/sbin/xfs_growfs /data
ExecStartPre=-/usr/bin/docker rm --force database
ExecStart=/usr/bin/docker run --name database --publish 127.0.0.1:5432:5432 --shm-size 256m --log-opt max-size=50m --log-opt max-file=4 --volume /data/postgres:/var/lib/postgresql/data --volume /data/postgres-password:/run/password:ro --env POSTGRES_USER=app --env POSTGRES_PASSWORD_FILE=/run/password ${image}
ExecStop=/usr/bin/docker stop --time 60 database
[Install]
WantedBy=multi-user.target
UNIT`;
}

/** Bash that makes the key by which the app signs its tokens, once: it stays on /data, so that nobody is signed out. */
export function tokenKey(): string {
  return "[ -s /data/token-key ] || (umask 077 && openssl rand -hex 32 > /data/token-key)";
}

/** Bash that has the database dumped into a bucket every night. A dump is sent once it is whole and can be read. */
export function dailyDump(bucket: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`install -d -m 700 /etc/app
cat > /etc/app/dump <<'DUMP'
#!/bin/bash
set -euo pipefail
umask 077
file=/data/app.dump
trap 'rm -f "$file"' EXIT
docker exec database pg_dump --username app --format custom app > "$file"
docker exec --interactive database pg_restore --list < "$file" > /dev/null
aws s3 cp --only-show-errors "$file" "s3://${bucket}/$(date --utc +%Y/%m/%d/%H%M%S).dump"
DUMP
chmod 700 /etc/app/dump
cat > /etc/systemd/system/dump.service <<'UNIT'
[Unit]
After=database.service
RequiresMountsFor=/data
[Service]
Type=oneshot
ExecStart=/etc/app/dump
UNIT
cat > /etc/systemd/system/dump.timer <<'UNIT'
[Timer]
OnCalendar=*-*-* 02:00:00 UTC
Persistent=true
[Install]
WantedBy=timers.target
UNIT
systemctl enable --now dump.timer`;
}
