import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemCommand } from "../lint/system-command";

/** An authority that tests make, and its certificate's file. */
export interface Authority {
  readonly certificate: string;
  /** Writes a certificate for a server of this name, and its key. */
  issue(host: string, files: { readonly certificate: string; readonly key: string }): void;
}

/** Makes an authority in a folder. */
export function makeAuthority(folder: string, name: string): Authority {
  const openssl = systemCommand("openssl");
  const run = (...args: readonly string[]) => execFileSync(openssl, args, { stdio: "pipe" });
  const [certificate, key] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  run("req", "-x509", ...fresh, "-days", "2", "-subj", `/CN=${name}`, "-keyout", key, "-out", certificate);
  return {
    certificate,
    issue(host, files) {
      const [request, extensions] = [join(folder, `${name}.csr`), join(folder, `${name}.ext`)];
      writeFileSync(extensions, `subjectAltName=DNS:${host}\n`);
      run("req", ...fresh, "-subj", `/CN=${host}`, "-keyout", files.key, "-out", request);
      const signed = ["-CA", certificate, "-CAkey", key, "-CAcreateserial", "-days", "2", "-extfile", extensions];
      run("x509", "-req", "-in", request, ...signed, "-out", files.certificate);
    },
  };
}
