import * as pulumi from "@pulumi/pulumi";
import type { SecretValue } from "./access";
import { privateRepository } from "./container-image";

export interface ContainerOnServer {
  readonly image: string;
  /** Seconds that the container may take to finish its requests. */
  readonly stopSeconds: number;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: Readonly<Record<string, SecretValue>>;
  readonly logGroup: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
}

/** What an EC2 instance runs at its first boot. The app becomes a service that systemd starts and restarts. */
export function bootScript(container: ContainerOnServer): pulumi.Output<string> {
  return pulumi.interpolate`#!/bin/bash
set -euo pipefail
dnf install -y docker jq
systemctl enable --now docker

${startScript(container)}
${appUnit(container)}
systemctl enable --now app
`;
}

/** The same with a database and nginx beside the app, for a server on its own. `volumeId` holds the data. */
export function singleServerScript(
  container: ContainerOnServer,
  args: { readonly volumeId: pulumi.Input<string>; readonly databaseImage: string; readonly port: number },
): pulumi.Output<string> {
  const { volumeId, databaseImage, port } = args;
  return pulumi.interpolate`#!/bin/bash
set -euo pipefail
dnf install -y docker jq nginx
systemctl enable --now docker

# The data volume outlives this server: format it once, never again.
volume='${volumeId}'
device="/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_\${volume/-/}"
until [ -e "$device" ]; do sleep 1; done
blkid "$device" || mkfs.xfs "$device"
mkdir -p /data
grep -q ' /data ' /etc/fstab || echo "$device /data xfs defaults,nofail 0 2" >> /etc/fstab
mount -a
install -d -m 700 /data/postgres
[ -s /data/postgres-password ] || (umask 077 && openssl rand -hex 24 > /data/postgres-password)

cat > /etc/systemd/system/database.service <<'UNIT'
[Unit]
After=docker.service
Requires=docker.service
RequiresMountsFor=/data
[Service]
Restart=always
ExecStartPre=-/usr/bin/docker rm --force database
ExecStart=/usr/bin/docker run --name database --publish 127.0.0.1:5432:5432 --volume /data/postgres:/var/lib/postgresql/data --volume /data/postgres-password:/run/password:ro --env POSTGRES_USER=app --env POSTGRES_PASSWORD_FILE=/run/password ${databaseImage}
ExecStop=/usr/bin/docker stop --time 60 database
[Install]
WantedBy=multi-user.target
UNIT

cat > /etc/nginx/conf.d/app.conf <<'NGINX'
server {
  listen 80 default_server;
  location / {
    proxy_pass http://127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
  }
}
NGINX

${startScript(container)}
echo "DATABASE_URL=postgres://app:$(cat /data/postgres-password)@127.0.0.1:5432/app" >> /etc/app/environment
${appUnit(container)}
systemctl enable --now database app nginx
`;
}

/** Writes the plain environment, and a program that fetches the secrets and the image at each start. */
function startScript(container: ContainerOnServer): pulumi.Output<string> {
  const { image, environment, secrets, region } = container;
  const plain = lines(Object.entries(environment), ([name, value]) => pulumi.interpolate`${name}=${value}`);
  const fetched = lines(
    Object.entries(secrets),
    ([name, { secretArn, key }]) => pulumi.interpolate`echo "${name}=$(secret '${secretArn}' ${key})"`,
  );
  const registry = privateRepository(image) ? (image.split("/")[0] ?? "") : "";
  return pulumi.interpolate`install -d -m 700 /etc/app
cat > /etc/app/environment <<'ENVIRONMENT'
${plain}
ENVIRONMENT
cat > /etc/app/prepare <<'PREPARE'
#!/bin/bash
set -euo pipefail
export AWS_REGION='${region}'
registry='${registry}'
secret() { aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text | jq --raw-output ".$2"; }
umask 077
install -d /run/app
{
cat /etc/app/environment
${fetched}
} > /run/app/environment
if [ -n "$registry" ]; then
  aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"
fi
docker pull '${image}'
docker rm --force app || true
PREPARE
chmod 700 /etc/app/prepare`;
}

/** Host networking keeps the instance's role out of reach of other containers' hops and needs no port mapping. */
function appUnit({ image, stopSeconds, logGroup, region }: ContainerOnServer): pulumi.Output<string> {
  return pulumi.interpolate`cat > /etc/systemd/system/app.service <<'UNIT'
[Unit]
After=docker.service network-online.target
Requires=docker.service
[Service]
Restart=always
RestartSec=5
TimeoutStartSec=300
ExecStartPre=/etc/app/prepare
ExecStart=/usr/bin/docker run --name app --network host --read-only --tmpfs /tmp --env-file /run/app/environment --log-driver awslogs --log-opt awslogs-region=${region} --log-opt awslogs-group=${logGroup} ${image}
ExecStop=/usr/bin/docker stop --time ${stopSeconds} app
[Install]
WantedBy=multi-user.target
UNIT`;
}

function lines<T>(items: readonly T[], line: (item: T) => pulumi.Output<string>): pulumi.Output<string> {
  return pulumi.all(items.map(line)).apply((all) => all.join("\n"));
}
