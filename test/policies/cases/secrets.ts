import { Secret, UNKNOWN } from "../../../model/value";
import type { Inputs } from "../../model/plan-builder";
import { type CasesByRule, one, passes, some, trips } from "./case";

const FUNCTION = "aws:lambda/function:Function";
const DATABASE = "aws:rds/instance:Instance";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const PARAMETER = "aws:ssm/parameter:Parameter";
const SERVER = "aws:ec2/instance:Instance";
const SECURE = { type: "SecureString", name: "/shop/db_password" };

const variables = (all: Inputs) => one(FUNCTION, { environment: { variables: all } });
const container = (name: string, value: string) =>
  one("aws:ecs/taskDefinition:TaskDefinition", {
    containerDefinitions: JSON.stringify([{ name: "app", environment: [{ name, value }] }]),
  });

export const secrets: CasesByRule = {
  "no-secrets-in-plain-text": {
    trips: [
      trips("a function's password", variables({ DB_PASSWORD: "hunter2" }), /variable `DB_PASSWORD`/),
      trips("a container's token", container("API_TOKEN", "abcdef123"), /variable `API_TOKEN`/),
      trips(
        "a password inside an address",
        container("DATABASE_URL", "postgres://app:hunter2@db/shop"),
        /variable `DATABASE_URL`/,
      ),
      trips("an access key under any name", variables({ SETTINGS: "AKIAIOSFODNN7EXAMPLE" }), /variable `SETTINGS`/),
      trips(
        "a password in user data",
        one(SERVER, { userData: "#!/bin/sh\nexport DB_PASSWORD=hunter22\n" }),
        /user data \(`DB_PASSWORD`\)/,
      ),
      trips(
        "a plain parameter",
        one("aws:ssm/parameter:Parameter", { type: "String", name: "/shop/db_password", value: "hunter2" }),
        /SecureString/,
      ),
      trips("a database's password", one(DATABASE, { password: new Secret("hunter2-hunter2") }), /`password`/),
      trips(
        "a cluster's",
        one("aws:rds/cluster:Cluster", { masterPassword: "correct-horse-battery" }),
        /masterPassword/,
      ),
      trips("a broker's", one("aws:mq/broker:Broker", { users: [{ password: "Summer-Holiday" }] }), /`users.password`/),
      trips(
        "a cluster of documents'",
        one("aws:docdb/cluster:Cluster", { masterPassword: "correct-horse-battery" }),
        /masterPassword/,
      ),
      trips(
        "a password in a template's user data",
        one("aws:ec2/launchTemplate:LaunchTemplate", {
          userData: Buffer.from("#!/bin/sh\nexport DB_PASSWORD=hunter22\n").toString("base64"),
        }),
        /user data \(`DB_PASSWORD`\)/,
      ),
      trips("a secret's version", one(VERSION, { secretString: "correct-horse-battery" }), /`secretString`/),
      trips(
        "a field of a secret's version",
        one(VERSION, { secretString: JSON.stringify({ user: "app", password: "Sup3rS3cret" }) }),
        /`secretString`/,
      ),
      trips("a secure parameter", one(PARAMETER, { ...SECURE, value: "hunter2" }), /`value`/),
      trips(
        "an address in a secure parameter",
        one(PARAMETER, { ...SECURE, name: "/shop/url", value: "postgres://app:Xk9mQ2vL@db/shop" }),
        /`value`/,
      ),
    ],
    passes: [
      passes("a password that AWS keeps", one(DATABASE, { manageMasterUserPassword: true })),
      passes("a password that is not known", one(DATABASE, { password: new Secret(UNKNOWN) })),
      passes(
        "a password that was made at random and is known by now",
        some((plan) => {
          const made = plan.add("random:index/randomPassword:RandomPassword", "made", { length: 20 });
          const propertyDependencies = { password: [made.urn] };
          plan.add(DATABASE, "it", { password: "passwordpassword" }, { propertyDependencies });
        }),
      ),
      passes("what a data source may have answered", one(DATABASE, { password: "q8ZtWm3xR7vKp2Lb" })),
      passes("random letters", one(DATABASE, { password: "xkqvzwtrmhplgdfb" })),
      passes("what is filled in by hand", one(VERSION, { secretString: "placeholder" })),
      passes(
        "a version that Pulumi leaves alone",
        one(VERSION, { secretString: "correct-horse-battery" }, { options: { ignoreChanges: ["secretString"] } }),
      ),
      passes(
        "what is no secret beside one",
        one(VERSION, { secretString: JSON.stringify({ host: "db", port: 5432 }) }),
      ),
      passes(
        "a setting that is secure all the same",
        one(PARAMETER, { ...SECURE, name: "/shop/greeting", value: "hello there" }),
      ),
      passes(
        "where a secret is",
        variables({
          DB_PASSWORD: "arn:aws:secretsmanager:us-east-1:1:secret:db",
          TOKEN_URL: "https://example.com/token",
        }),
      ),
      passes(
        "the name of a secret of the program's own",
        some((plan) => {
          plan.add("aws:secretsmanager/secret:Secret", "token", { name: "token-1a2b3c4" });
          plan.add(FUNCTION, "it", { environment: { variables: { TOKEN: "token-1a2b3c4" } } });
        }),
      ),
      passes("how long a token lasts", variables({ TOKEN_SECONDS: "3600", PASSWORD_LENGTH: "32" })),
      passes("a variable that is not known", variables({ DB_PASSWORD: UNKNOWN })),
      passes("an address without a password", container("DATABASE_URL", "postgres://db/shop")),
      passes(
        "a password that is fetched",
        one(SERVER, { userData: "export DB_PASSWORD=$(aws secretsmanager get-secret-value)" }),
      ),
    ],
  },
};
