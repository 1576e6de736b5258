/** Keys of processes that tests start. */
export const secrets = { TOKEN_SECRET: "t".repeat(32), SERVICE_SECRET: "s".repeat(32) } as const;
