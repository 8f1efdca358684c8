"""Style and script of the scan report; the frame of the page is ``formats.page``."""

STYLE = """
:root{--ink:#1b2430;--soft:#525d6d;--line:#d8dee7;--wash:#f5f7fa;--accent:#1f4068;--critical:#8f1736;--high:#b3400b;
--medium:#7d5c00;--low:#2b628c;--none:#5a6472;--unknown:#5a6472;--good:#1d6b45;--warn:#7d5c00;--bad:#8f1736}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:76rem;padding:1.5rem clamp(.9rem,3vw,2.5rem) 3rem;background:#fff;color:var(--ink);
font:16px/1.65 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",sans-serif;overflow-wrap:anywhere}
body:lang(ja){font-family:system-ui,-apple-system,"Hiragino Sans","Hiragino Kaku Gothic ProN","Yu Gothic UI","Yu Gothic",
"Noto Sans CJK JP","Noto Sans JP",Meiryo,sans-serif;line-height:1.75;line-break:strict;font-feature-settings:"palt" 0}
h1,h2,h3{line-height:1.35;text-wrap:balance;font-weight:650}
h1:lang(ja),h2:lang(ja){word-break:auto-phrase}
h1{font-size:1.5rem;margin:0}
h2{font-size:1.15rem;margin:2.4rem 0 .8rem;padding-bottom:.3rem;border-bottom:2px solid var(--accent);color:var(--accent)}
h3{font-size:.95rem;margin:1.1rem 0 .35rem}
p{margin:.35rem 0}
a{color:#1a4f8b}
code,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK JP",monospace;font-size:.9em}
.soft{color:var(--soft)}.small{font-size:.86rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.4rem .8rem;z-index:9}
:focus-visible{outline:3px solid #3b82c4;outline-offset:2px;border-radius:3px}
header{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;align-items:baseline;justify-content:space-between;margin-bottom:1rem}
.banner{border:1px solid var(--line);border-left:.5rem solid var(--good);border-radius:.4rem;padding:.9rem 1.2rem;
background:var(--wash)}
.banner.partial{border-left-color:var(--warn)}.banner.failed{border-left-color:var(--bad)}
.banner .state{font-size:1.12rem;font-weight:650;color:var(--good)}
.banner.partial .state{color:var(--warn)}.banner.failed .state{color:var(--bad)}
.meter{display:block;width:100%;height:.55rem;margin:.55rem 0;border-radius:.3rem}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:0 2.5rem;align-items:start}
table{border-collapse:collapse;width:100%;font-size:.88rem;margin:.3rem 0}
th,td{padding:.32rem .6rem .32rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{font-weight:600;color:var(--soft);border-bottom-color:#aeb8c6}
tbody th{color:var(--ink);font-weight:500;border-bottom-color:var(--line)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.d,th{white-space:nowrap}.counts thead th{white-space:normal}td{overflow-wrap:break-word}
td.w{overflow-wrap:anywhere}
figure{margin:0}figcaption{font-size:.95rem;font-weight:600;margin:.2rem 0 .3rem}
svg.picture{display:block;width:100%;max-width:34rem;height:auto}
svg text{font-size:12px;fill:var(--ink)}svg text.soft{fill:var(--soft)}svg .grid{stroke:var(--line);stroke-width:1}
.fill-critical{fill:var(--critical)}.fill-high{fill:var(--high)}.fill-medium{fill:var(--medium)}.fill-low{fill:var(--low)}
.fill-none{fill:var(--none)}.fill-unknown{fill:var(--unknown)}.fill-good{fill:var(--good)}.fill-left{fill:#d9b54a}
.light{opacity:.45}.point{opacity:.62}.kevmark{stroke:#111;stroke-width:1.6}
.filters{border:1px solid var(--line);border-radius:.4rem;background:var(--wash);padding:.6rem 1rem;margin:.5rem 0 1rem;
display:flex;flex-wrap:wrap;gap:.5rem 1.6rem;align-items:center;font-size:.9rem}
.filters fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.2rem .9rem;align-items:center}
.filters legend{float:left;font-weight:600;margin-right:.6rem;padding:0}
.filters label{display:inline-flex;gap:.35rem;align-items:center;min-height:1.8rem}
.filters input[type=checkbox]{width:1.05rem;height:1.05rem;accent-color:var(--accent);margin:0}
.filters input[type=search],.filters select,.filters button{font:inherit;padding:.25rem .5rem;border:1px solid #8793a3;
border-radius:.3rem;background:#fff;color:var(--ink);max-width:100%}
.filters select{max-width:18rem}
.list{border-top:1px solid #aeb8c6}
.head,.f>summary{display:grid;grid-template-columns:7.6rem 11rem 3.6rem 4.4rem minmax(0,1fr) minmax(0,11rem);gap:0 .9rem;
align-items:baseline;padding:.42rem .4rem .42rem 1.7rem}
.head{font-size:.82rem;font-weight:600;color:var(--soft);padding-block:.2rem}
.f{border-bottom:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 2.6rem}
.f>summary{cursor:pointer;list-style:none;position:relative;font-size:.92rem}
.f>summary::-webkit-details-marker{display:none}
.f>summary::before{content:"";position:absolute;left:.4rem;top:1.02em;width:.42rem;height:.42rem;border:solid var(--soft);
border-width:0 2px 2px 0;transform:rotate(-45deg)}
.f[open]>summary::before{transform:rotate(45deg)}
.f>summary:hover{background:var(--wash)}.f[open]>summary{background:var(--wash)}
.sev{font-weight:600;white-space:nowrap}.sev::before{content:"";display:inline-block;width:.62rem;height:.62rem;
border-radius:2px;margin-right:.4rem;background:currentColor}
.s-critical .sev{color:var(--critical)}.s-high .sev{color:var(--high)}.s-medium .sev{color:var(--medium)}
.s-low .sev{color:var(--low)}.s-none .sev,.s-unknown .sev{color:var(--none)}
.id{font-weight:600}.num{font-variant-numeric:tabular-nums}
.kevtag{background:#1b2430;color:#fff;border-radius:.25rem;padding:.02rem .4rem;font-size:.78rem;font-weight:600;
white-space:nowrap}
.body{padding:.2rem .4rem 1.1rem 1.7rem}
.o{border-left:3px solid var(--line);padding:.15rem 0 .25rem .8rem;margin:.5rem 0}
.o dl,.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.05rem .9rem;margin:.2rem 0;font-size:.88rem}
.o dt,.facts dt{color:var(--soft)}.o dd,.facts dd{margin:0}
.plain>summary{cursor:pointer;padding:.3rem 0;font-weight:500}
.hide{display:none!important}
footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--line);font-size:.84rem;color:var(--soft)}
@media screen and (max-width:56rem){.head{display:none}
.f>summary{display:flex;flex-wrap:wrap;gap:.1rem .8rem}
.f>summary .comp,.f>summary .fix{flex-basis:100%}
.f>summary .fix:not(:empty)::before{content:attr(data-label) ": ";color:var(--soft)}
.f>summary .epss:not(:empty)::before{content:"EPSS ";color:var(--soft)}
.stack thead{position:absolute;left:-99rem}
.stack tr{display:block;padding:.35rem 0;border-bottom:1px solid var(--line)}
.stack td,.stack th{display:inline-block;border:0;padding:.02rem .9rem .02rem 0;
text-align:left!important;white-space:normal!important}
.stack td:first-child,.stack th:first-child{display:block;font-weight:550}
.stack td:first-child::before{content:none!important}
.stack td[data-label]:not(:empty)::before{content:attr(data-label) ": ";color:var(--soft)}
.o dl,.facts{grid-template-columns:1fr}.o dd,.facts dd{margin-bottom:.25rem}}
@media print{@page{size:A4;margin:16mm 14mm}
html{font-size:9.5pt}body{font-size:1rem;max-width:none;padding:0;line-height:1.5}
.filters,.skip{display:none}h2{break-after:avoid;margin-top:1.4em}h3{break-after:avoid}
.f{content-visibility:visible}.o,figure,tr,.banner{break-inside:avoid}.f>summary{break-after:avoid}
.head{display:grid}
.head,.f>summary{grid-template-columns:6.4rem 9.4rem 2.8rem 3.4rem minmax(0,1fr) minmax(0,8rem);gap:0 .5rem}
.f>summary .comp,.f>summary .fix{grid-column:auto}
.f>summary .fix:not(:empty)::before,.f>summary .epss:not(:empty)::before{content:none}
details::details-content{content-visibility:visible;display:block;block-size:auto}
.o dl,.facts{display:block}.o dt,.o dd,.facts dt,.facts dd{display:inline}.o dt::after,.facts dt::after{content:": "}
.o dd::after,.facts dd::after{content:"\\2003"}.body{padding-bottom:.6rem}
details>summary::before{display:none}.two{grid-template-columns:1fr 1fr;gap:0 1.5rem}.two.grounds{grid-template-columns:1fr}
a{color:inherit;text-decoration:none}.kevtag{print-color-adjust:exact;-webkit-print-color-adjust:exact}
svg,.banner,.sev::before{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""

# Text filter, number shown and opening for paper. Severity, KEV and target filters are CSS and work without it.
SCRIPT = """
(()=>{'use strict';const d=document,form=d.getElementById('filters');
const all=[...d.querySelectorAll('details')];let opened=[];
addEventListener('beforeprint',()=>{opened=all.filter(e=>!e.open);opened.forEach(e=>{e.open=true})});
addEventListener('afterprint',()=>{opened.forEach(e=>{e.open=false});opened=[]});
const open=()=>{const e=location.hash&&d.getElementById(decodeURIComponent(location.hash.slice(1)));
if(e&&e.tagName==='DETAILS')e.open=true};addEventListener('hashchange',open);open();
if(!form)return;const text=d.getElementById('q'),out=d.getElementById('shown'),none=d.getElementById('none');
text.parentElement.hidden=false;const items=[...d.querySelectorAll('.f')];let words=null;
const apply=()=>{const q=text.value.trim().toLowerCase().split(/\\s+/).filter(Boolean);
if(q.length&&!words)words=items.map(e=>e.textContent.toLowerCase());
const sev=new Set([...form.querySelectorAll('[data-s]')].filter(e=>e.checked).map(e=>'s-'+e.dataset.s));
const kev=form.querySelector('#kev').checked,sel=form.querySelector('#target'),t=sel&&sel.value;let n=0;
items.forEach((e,i)=>{const hit=q.every(w=>words[i].includes(w));e.classList.toggle('hide',!hit);
const c=e.classList;if(hit&&(!kev||c.contains('k'))&&(!t||c.contains('t'+t))&&[...c].some(x=>sev.has(x)))n++});
out.textContent=out.dataset.text.replace('{shown}',n.toLocaleString('en'));none.hidden=n>0};
form.addEventListener('input',apply);form.addEventListener('submit',e=>e.preventDefault());
form.addEventListener('reset',()=>setTimeout(apply));apply()})();
"""


def filter_rules(severities: tuple[str, ...], target_count: int) -> str:
    """Return the CSS rules that filter by severity, KEV and target without any script."""
    rules = [f"body:has(#s-{word}:not(:checked)) .f.s-{word}{{display:none}}" for word in severities]
    rules.append("body:has(#kev:checked) .f:not(.k){display:none}")
    rules += [
        f'body:has(#target option[value="{index}"]:checked) .x:not(.t{index}){{display:none}}'
        for index in range(target_count)
    ]
    return "\n".join(rules) + "\n"
