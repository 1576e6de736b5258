export function text(x: number, y: number, classes: string, content: string): string {
  return `<text class="${classes}" x="${Number(x.toFixed(1))}" y="${Number(y.toFixed(1))}">${escaped(content)}</text>`;
}

export function px(value: number): string {
  return value.toFixed(1);
}

export function escaped(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
