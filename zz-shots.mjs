import { chromium } from 'playwright-core'
const base='http://localhost:4820'
const b = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] })
const [,, who, ...paths] = process.argv
for (const width of [1280,320]) {
  const c = await b.newContext({ viewport:{width,height:900} })
  const p = await c.newPage()
  if (who!=='public') { await p.goto(base+'/sign-in'); const btn = p.locator('form button', { hasText: new RegExp(who,'i') }).first(); if (await btn.count()) await btn.click(); else { await p.screenshot({path:'/tmp/h/shots2/signin.png',fullPage:true}); console.log('no button'); } await p.waitForLoadState() }
  for (const path of paths) { await p.goto(base+path); const name=(who+path).replace(/\W+/g,'_')+'_'+width; await p.screenshot({path:`/tmp/h/shots2/${name}.png`,fullPage:true}); console.log(name, await p.title(), await p.evaluate(()=>document.documentElement.scrollWidth)) }
  await c.close()
}
await b.close()
