import * as pulumi from "@pulumi/pulumi";
import { appUnit, type ContainerOnServer, installing, startScript } from "./boot-script";
import { agentSetup } from "./server-agent";
import { dailyDump, databaseUnit, mountVolume, tokenKey } from "./server-data";

/** What a server on its own runs beside the app. */
export interface SingleServerParts {
  /** TCP port of the app, which nginx passes requests on to. */
  readonly port: number;
  /** Whether the agent reports memory and disks. */
  readonly agent: boolean;
  /** The data volume; undefined where the app keeps nothing on this server. */
  readonly volumeId: pulumi.Input<string> | undefined;
  /** The database on that volume; undefined where it runs elsewhere. */
  readonly database: { readonly image: string; readonly dumpBucket: pulumi.Input<string> | undefined } | undefined;
}

/** What an EC2 instance runs at its first boot to be a site of its own: nginx, the app, and its database if it is here. */
export function singleServerScript(container: ContainerOnServer, parts: SingleServerParts): pulumi.Output<string> {
  const { port, agent, volumeId, database } = parts;
  const packages = ["docker", "jq", "nginx", ...(agent ? ["amazon-cloudwatch-agent"] : [])];
  const sections = [
    installing(...packages),
    "systemctl enable --now docker",
    ...(volumeId === undefined ? [] : [mountVolume(volumeId)]),
    ...(database ? [databaseUnit(database.image), tokenKey()] : []),
    ...(database?.dumpBucket === undefined ? [] : [dailyDump(database.dumpBucket)]),
    nginxSite(port),
    ...(agent ? [agentSetup(volumeId !== undefined)] : []),
    startScript(container),
    ...(database
      ? [
          `cat >> /etc/app/environment <<ENVIRONMENT
DATABASE_URL=postgres://app:$(cat /data/postgres-password)@127.0.0.1:5432/app
TOKEN_SECRET=$(cat /data/token-key)
ENVIRONMENT`,
        ]
      : []),
    appUnit(container),
    `systemctl enable --now ${database ? "database " : ""}app nginx`,
  ];
  return pulumi.all(sections).apply((texts) => `${texts.join("\n\n")}\n`);
}

function nginxSite(port: number): string {
  return `cat > /etc/nginx/conf.d/app.conf <<'NGINX'
map $http_upgrade $connection_upgrade {
  default upgrade;
  "" "";
}
server {
  listen 80 default_server;
  server_tokens off;
  client_max_body_size 20m;
  location / {
    proxy_pass http://127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
  }
}
NGINX
install -d /etc/systemd/system/nginx.service.d
cat > /etc/systemd/system/nginx.service.d/restart.conf <<'UNIT'
[Unit]
StartLimitIntervalSec=0
[Service]
Restart=always
RestartSec=5
UNIT`;
}
