/** Under this name the SDK's proxies, which throw on what the preview does not know, give what they stand before. */
const TARGET = "__getSpecialProxyTarget";

/** Properties as the policy was sent them, unknown values as sentinels; what is not behind such a proxy as it is. */
export function rawProperties(properties: object): object {
  const { [TARGET]: target } = properties as { readonly [TARGET]?: object };
  return target ?? properties;
}
