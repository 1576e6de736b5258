/** Readable on paper, on a phone and at night; contrasts of at least 4.5 to 1 in each. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--card:#f6f8fa;--ink:#1b1f24;--dim:#57606a;--line:#d0d7de;--link:#0550ae;
--good:#116329;--good-back:#dafbe1;--fair:#7d4e00;--fair-back:#fff1c2;--bad:#a40e26;--bad-back:#ffe3e6;--bar:#0969da}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--card:#161b22;--ink:#e6edf3;--dim:#9198a1;--line:#30363d;--link:#79c0ff;
--good:#7ee787;--good-back:#12261e;--fair:#f0c674;--fair-back:#2e2512;--bad:#ff9492;--bad-back:#3a1619;--bar:#388bfd}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
main,header,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0;max-width:70ch;overflow-wrap:anywhere}.dim,footer{color:var(--dim)}footer{padding-bottom:2rem;margin-top:3rem;font-size:.875rem}
a{color:var(--link)}nav{margin:1rem 0}nav a{display:inline-block;margin-right:1rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem;margin:1.25rem 0;padding:0}
.cards div{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
.cards dt{color:var(--dim);font-size:.875rem}.cards dd{margin:0;font-size:1.35rem;font-weight:600;line-height:1.3;overflow-wrap:anywhere}
.cards small{display:block;font-size:.8125rem;font-weight:400;color:var(--dim)}
.scroll{overflow-x:auto;margin:.75rem 0 1.25rem}.scroll:focus-visible,a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.9rem}caption{text-align:left;color:var(--dim);padding-bottom:.375rem}
th,td{text-align:left;vertical-align:top;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line);min-width:5rem}
thead th{color:var(--dim);font-weight:600;white-space:nowrap}tbody th{font-weight:500}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.badge{display:inline-block;white-space:nowrap;border-radius:1rem;padding:.05rem .6rem;font-size:.8125rem;font-weight:600;background:var(--card);color:var(--ink)}
.badge.good{background:var(--good-back);color:var(--good)}.badge.fair{background:var(--fair-back);color:var(--fair)}.badge.bad{background:var(--bad-back);color:var(--bad)}
.finding{border-left:.25rem solid var(--line);padding:.25rem 0 .25rem .9rem;margin:1rem 0}.finding.bad{border-color:var(--bad)}.finding.fair{border-color:var(--fair)}
.finding h3{margin:.25rem 0;overflow-wrap:anywhere}code{font:.875em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
details{margin:.25rem 0}summary{cursor:pointer;padding:.2rem 0}ul{margin:.25rem 0;padding-left:1.25rem}li{overflow-wrap:anywhere}
.share{white-space:nowrap}
.bar{display:inline-block;width:5rem;height:.6rem;border-radius:.3rem;background:var(--line);margin-right:.5rem;overflow:hidden;vertical-align:baseline}
.bar i{display:block;height:100%;background:var(--bar)}.bar i.fair{background:var(--fair)}.bar i.bad{background:var(--bad)}
figure{margin:1rem 0}figure img{width:100%;height:auto;max-width:60rem;border:1px solid var(--line);border-radius:.5rem}figcaption{color:var(--dim);font-size:.875rem}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--dim:#333;--line:#999;--link:#000;--good:#000;--fair:#000;--bad:#000;--good-back:#fff;--fair-back:#fff;--bad-back:#fff}
nav{display:none}.scroll{overflow:visible}h2,h3,summary{break-after:avoid}tr,.finding,figure{break-inside:avoid}.badge{border:1px solid #666}body{font-size:11pt}
table{font-size:8pt}th,td{min-width:0;padding-right:.4rem;overflow-wrap:anywhere}thead th,.number{white-space:normal}.bar{display:none}
details::details-content{content-visibility:visible!important;height:auto!important}}
`;
