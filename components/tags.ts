/** Tags of a component's resources, beside those that `aws:defaultTags` puts on everything. */
export type Tags = Readonly<Record<string, string>>;

/** The tags of one resource: `Name` is what people read in the console. */
export function tagged(name: string, tags: Tags = {}): Record<string, string> {
  return { ...tags, Name: name };
}
