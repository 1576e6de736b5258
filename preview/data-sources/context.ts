import type { PropertyMap } from "../../model/value";

/** What a data source may ask. */
export interface DataSourceContext {
  /** Configuration of the provider that is asked. */
  readonly configuration: PropertyMap;
  readonly environment: NodeJS.ProcessEnv;
  /** Names what stands in for an answer that only the cloud has. */
  assume(note: string): void;
}

/** Answers one provider function. Throws an Error where the provider would refuse the arguments. */
export type DataSource = (args: PropertyMap, context: DataSourceContext) => PropertyMap;
