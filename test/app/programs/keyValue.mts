/** The key-value store that the environment names: KEY_VALUE_TABLE, REDIS_URL, or a table of an embedded database. */
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoKeyValueStore } from "../../../app/src/keyValue/dynamoKeyValueStore.js";
import type { KeyValueStore, PutOptions } from "../../../app/src/keyValue/keyValueStore.js";
import { RedisKeyValueStore } from "../../../app/src/keyValue/redisKeyValueStore.js";
import { SqlKeyValueStore } from "../../../app/src/keyValue/sqlKeyValueStore.js";
import { connectRedis } from "../../../app/src/redis/redisConnection.js";
import { oneDatabase } from "../../../app/src/storage/databases.js";
import { openEmbeddedDatabase } from "../../../app/src/storage/embeddedDatabase.js";
import { serveCalls } from "./serveCalls.mjs";

const { KEY_VALUE_TABLE, REDIS_URL } = process.env;

async function open(): Promise<KeyValueStore> {
  if (KEY_VALUE_TABLE) {
    const client = new DynamoDBClient();
    await client.send(
      new CreateTableCommand({
        TableName: KEY_VALUE_TABLE,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      }),
    );
    return new DynamoKeyValueStore(client, KEY_VALUE_TABLE);
  }
  if (REDIS_URL) return new RedisKeyValueStore(await connectRedis(REDIS_URL, "wait", () => {}));
  const database = await openEmbeddedDatabase("memory://");
  await database.script(
    "create table key_values (key text primary key, value text not null, expires_at timestamptz not null)",
  );
  return new SqlKeyValueStore(oneDatabase(database));
}

const store = await open();
await serveCalls({
  get: async (key: string) => (await store.get(key)) ?? null,
  put: (key: string, value: string, options: PutOptions) => store.put(key, value, options),
  delete: (key: string, options?: { ifEquals?: string }) => store.delete(key, options ?? {}),
  /** All at once under the same condition; those that got their way. */
  race: async (key: string, values: readonly string[], options: PutOptions) => {
    const outcomes = await Promise.all(values.map((value) => store.put(key, value, options)));
    return values.filter((_, index) => outcomes[index]);
  },
});
await store.close();
process.exit();
