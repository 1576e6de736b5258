/** The header that each call by gRPC must carry. */
export const TOKEN_HEADER = "preview-token";

/** Tells the program's process that an answer has more than is in it, all unknown. */
export const PARTLY_KNOWN = "__partlyKnown";
