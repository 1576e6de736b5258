/** How long an upload may begin after it was allowed. */
export const uploadSeconds = 15 * 60;

/** How long a picture can be fetched by one URL. */
export const downloadSeconds = 2 * 60 * 60;

/** A key is used once, so what is fetched by it never changes; for its holder alone, as is the URL. */
export const cacheControl = "private, max-age=86400, immutable";
