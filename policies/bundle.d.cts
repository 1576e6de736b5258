export declare function bundled(entry: string, kept: string): string;
