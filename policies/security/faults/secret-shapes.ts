/** Names that a secret goes by; endings such as `_ARN` say that it is only told where the secret is. */
export const SECRET = /(^|[_-])(password|passwd|pwd|secret|token|api_?key|private_?key|access_?key|credentials?)$/i;
/** An address with a password in it. */
export const CONNECTION = /^[a-z][a-z0-9+]*:\/\/[^\s:@/]+:[^\s@/]+@/i;
/** An AWS access key, or the head of a private key. */
export const KEY_MATERIAL = /\b(AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** What stands where a secret will be put, or says where it is. */
export const HARMLESS =
  /^(arn:|ssm:|secretsmanager:|\{\{resolve:|\/|https?:\/\/[^@]*$|\$\{|<|true$|false$|\d{1,6}$|changeme$|none$)/i;
