import { pythonTool } from "./python-tool";
import { freePort, startServer } from "./server-process";

/** Stands in for DynamoDB, S3 and SQS, except that it does not check signatures. */
export interface MotoServer {
  /** What the app needs to use it instead of AWS. */
  readonly environment: Readonly<Record<string, string>>;
  signal(name: NodeJS.Signals): void;
  kill(): Promise<void>;
}

/** Starts moto_server on loopback and waits until it answers. */
export async function startMoto(): Promise<MotoServer> {
  const command = pythonTool("moto_server", ["moto[s3,sqs,dynamodb]==5.2.5", "flask==3.1.3", "flask-cors==6.0.5"]);
  const port = await freePort();
  const server = await startServer(command, ["-H", "127.0.0.1", "-p", String(port)], port);
  return {
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    },
    signal: (name) => server.child.kill(name),
    kill: () => server.kill(),
  };
}
