/** From now on, requiring TypeScript or npm through the Pulumi SDK costs nothing until they are used. */
export function loadSeldomUsedLate(): void;
