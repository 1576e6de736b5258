/** Whether a text has the form of a region's name, such as `eu-central-1`. */
export function isRegionName(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(text);
}

/** The ARN of the same resource in another region: its fourth part. */
export function inRegion(arn: string, region: string): string {
  return arn.replace(/^((?:[^:]*:){3})[^:]*/, `$1${region}`);
}
