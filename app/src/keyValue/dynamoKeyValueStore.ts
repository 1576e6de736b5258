import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { KeyValueStore, PutOptions } from "./keyValueStore.js";

/**
 * Values in a table of DynamoDB with the partition key `pk`. DynamoDB deletes expired items within a few days of
 * `expiresAt`, so every read and condition looks at it too.
 */
export class DynamoKeyValueStore implements KeyValueStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get(key: string): Promise<string | undefined> {
    const { Item: item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#table, Key: { pk: { S: key } }, ConsistentRead: true }),
    );
    return item && Number(item.expiresAt?.N) > now() ? item.value?.S : undefined;
  }

  async put(key: string, value: string, { ttlSeconds, ifAbsent = false, ifEquals }: PutOptions): Promise<boolean> {
    const conditions = [
      ...(ifAbsent ? ["(attribute_not_exists(pk) OR expiresAt <= :now)"] : []),
      ...(ifEquals === undefined ? [] : ["(#value = :expected AND expiresAt > :now)"]),
    ];
    const command = new PutItemCommand({
      TableName: this.#table,
      Item: { pk: { S: key }, value: { S: value }, expiresAt: { N: String(Math.ceil(now() + ttlSeconds)) } },
      ...(conditions.length > 0 && condition(conditions.join(" AND "), ifEquals)),
    });
    return unlessRefused(this.#client.send(command).then(() => true));
  }

  async delete(key: string, { ifEquals }: { readonly ifEquals?: string } = {}): Promise<boolean> {
    const equal = ifEquals === undefined ? "" : " AND #value = :expected";
    const command = new DeleteItemCommand({
      TableName: this.#table,
      Key: { pk: { S: key } },
      ...condition(`expiresAt > :now${equal}`, ifEquals),
    });
    return unlessRefused(this.#client.send(command).then(() => true));
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }
}

/** `value` is a reserved word of DynamoDB. */
function condition(expression: string, expected: string | undefined) {
  return {
    ConditionExpression: expression,
    ExpressionAttributeValues: {
      ":now": { N: String(now()) },
      ...(expected !== undefined && { ":expected": { S: expected } }),
    },
    ...(expected !== undefined && { ExpressionAttributeNames: { "#value": "value" } }),
  };
}

async function unlessRefused(outcome: Promise<boolean>): Promise<boolean> {
  try {
    return await outcome;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Seconds since 1970, as DynamoDB's time to live counts: it must be whole there, so that a value may stay a second longer. */
function now(): number {
  return Date.now() / 1_000;
}
