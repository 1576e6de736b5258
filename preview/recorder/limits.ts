const FOUR_HUNDRED_MEBIBYTES = 400 * 1024 * 1024;

/** The size of messages that the SDK and the engine agree on, for either end of a connection. */
export const MESSAGE_LIMIT = {
  "grpc.max_receive_message_length": FOUR_HUNDRED_MEBIBYTES,
  "grpc.max_send_message_length": FOUR_HUNDRED_MEBIBYTES,
} as const;
