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

/** systemd waits a little longer than Docker, which kills what does not stop in time. */
const STOP_MARGIN_SECONDS = 15;

/** What an EC2 instance runs at its first boot. The app becomes a service that systemd starts and restarts. */
export function bootScript(container: ContainerOnServer): pulumi.Output<string> {
  return pulumi.interpolate`${installing("docker", "jq")}
systemctl enable --now docker

${startScript(container)}
${appUnit(container)}
systemctl enable --now app
`;
}

/** The head of a script: stops at the first mistake, and installs packages although a mirror may be away for a while. */
export function installing(...packages: readonly string[]): string {
  return `#!/bin/bash
set -euo pipefail
for attempt in {1..20}; do
  dnf install -y ${packages.join(" ")} && break
  [ "$attempt" -lt 20 ]
  sleep 15
done`;
}

/** Writes the plain environment, and a program that fetches the secrets and the image at each start. */
export function startScript(container: ContainerOnServer): pulumi.Output<string> {
  const { image, environment, secrets, region } = container;
  const plain = lines(Object.entries(environment), ([name, value]) => pulumi.interpolate`${name}=${value}`);
  const fetched = lines(
    Object.entries(secrets),
    // Two lines: within `echo`, a secret that could not be fetched would go unnoticed.
    ([name, { secretArn, key, versionId }]) => pulumi.interpolate`value=$(secret '${secretArn}' ${key}${
      // A new version is another script, and so another server.
      versionId === undefined ? "" : pulumi.interpolate` '${versionId}'`
    })
echo "${name}=$value"`,
  );
  const repository = privateRepository(image);
  const registry = repository ? (image.split("/")[0] ?? "") : "";
  return pulumi.interpolate`install -d -m 700 /etc/app
cat > /etc/app/environment <<'ENVIRONMENT'
${plain}
ENVIRONMENT
cat > /etc/app/prepare <<'PREPARE'
#!/bin/bash
set -euo pipefail
export AWS_REGION='${region}'
registry='${registry}'
registry_region='${repository?.region ?? ""}'
image='${image}'
secret() { aws secretsmanager get-secret-value --secret-id "$1" \${3:+--version-id "$3"} --query SecretString --output text | jq --raw-output --exit-status ".$2"; }
pull() {
  if [ -n "$registry" ]; then
    aws ecr get-login-password --region "$registry_region" | docker login --username AWS --password-stdin "$registry" || return
  fi
  docker pull "$image"
}
umask 077
install -d /run/app
{
cat /etc/app/environment
${fetched}
} > /run/app/environment.new
mv /run/app/environment.new /run/app/environment
# A restart while the registry is away starts the image that is here.
pull || docker image inspect "$image" > /dev/null
docker rm --force app || true
PREPARE
chmod 700 /etc/app/prepare`;
}

/** Host networking keeps the instance's role out of reach of other containers' hops and needs no port mapping. */
export function appUnit({ image, stopSeconds, logGroup, region }: ContainerOnServer): pulumi.Output<string> {
  const logs = pulumi.interpolate`--log-driver awslogs --log-opt awslogs-region=${region} --log-opt awslogs-group=${logGroup} --log-opt mode=non-blocking`;
  return pulumi.interpolate`cat > /etc/systemd/system/app.service <<'UNIT'
[Unit]
After=docker.service network-online.target
Wants=network-online.target
Requires=docker.service
StartLimitIntervalSec=0
[Service]
Restart=always
RestartSec=5
TimeoutStartSec=300
TimeoutStopSec=${stopSeconds + STOP_MARGIN_SECONDS}
ExecStartPre=/etc/app/prepare
ExecStart=/usr/bin/docker run --name app --network host --read-only --tmpfs /tmp --env-file /run/app/environment ${logs} ${image}
ExecStop=/usr/bin/docker stop --time ${stopSeconds} app
[Install]
WantedBy=multi-user.target
UNIT`;
}

function lines<T>(items: readonly T[], line: (item: T) => pulumi.Output<string>): pulumi.Output<string> {
  return pulumi.all(items.map(line)).apply((all) => all.join("\n"));
}
