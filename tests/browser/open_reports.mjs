// node open_reports.mjs FOLDER CHROMIUM
//
// Opens every FOLDER/*.html in headless Chromium, light and dark, wide and narrow, and fails on any message on the console,
// on anything the page loads, on drawings without size, and on texts that are small, faint or overlap. Keeps screenshots
// beside the reports.
import {readdirSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const [folder, executablePath] = process.argv.slice(2);
const smallest = 9.5; // CSS pixels
const faintest = 4.5; // contrast of text to its ground

/** Runs in the page: what is wrong with it. */
function inspect({smallest, faintest, scheme}) {
  const faults = [];
  const style = (element) => getComputedStyle(element);
  const colour = (text) => text.match(/[\d.]+/g).map(Number);
  const luminance = (rgb) =>
    rgb.slice(0, 3).reduce((sum, c, k) => {
      const level = c / 255;
      return sum + [0.2126, 0.7152, 0.0722][k] * (level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4);
    }, 0);
  const contrast = (a, b) =>
    (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
  const page = colour(style(document.documentElement).backgroundColor);
  if (matchMedia('(prefers-color-scheme: dark)').matches !== (scheme === 'dark')) faults.push('the scheme is not ' + scheme);
  if ((luminance(page) < 0.2) !== (scheme === 'dark')) faults.push(`the page is ${page} where it should be ${scheme}`);
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page is wider than the screen');

  const drawings = [...document.querySelectorAll('svg')].filter((svg) => svg.checkVisibility());
  const told = [...document.querySelectorAll('svg[role=img]')];
  if (told.length === 0) faults.push('no drawing');
  for (const svg of told) {
    const box = svg.getBoundingClientRect();
    if (box.width < 100 || box.height < 20) faults.push(`drawing of ${box.width} × ${box.height}: ${svg.textContent.slice(0, 60)}`);
  }
  for (const svg of drawings) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map((text) => ({
      text,
      box: text.getBoundingClientRect(),
      size: parseFloat(style(text).fontSize) * text.getScreenCTM().a,
    }));
    for (const {text, box, size} of texts) {
      const said = `"${text.textContent}" in ${svg.getAttribute('class')}`;
      if (size < smallest) faults.push(`${size.toFixed(1)} pixels: ${said}`);
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1) faults.push(`cut off: ${said}`);
      let ground = page;
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      for (const cell of svg.querySelectorAll('.cell')) {
        const at = cell.getBoundingClientRect();
        if (x < at.left || x > at.right || y < at.top || y > at.bottom) continue;
        const shade = colour(style(cell).fill);
        const opacity = Number(style(cell).fillOpacity);
        ground = page.slice(0, 3).map((c, k) => (1 - opacity) * c + opacity * shade[k]);
      }
      const found = contrast(colour(style(text).fill), ground);
      if (found < faintest - 0.05) faults.push(`contrast ${found.toFixed(2)}: ${said}`); // cells are painted in whole 255ths
    }
    for (let i = 0; i < texts.length; ++i) {
      for (let j = 0; j < i; ++j) {
        const [a, b] = [texts[i].box, texts[j].box];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // Boxes of texts are higher than their letters.
        if (across > 0 && down > 0.35 * Math.min(a.height, b.height)) {
          faults.push(`"${texts[j].text.textContent}" and "${texts[i].text.textContent}" overlap in ${svg.getAttribute('class')}`);
        }
      }
    }
  }
  for (const scale of document.querySelectorAll('.scale')) {
    const labels = [...scale.children].map((label) => label.getBoundingClientRect());
    for (let k = 1; k < labels.length; ++k) {
      if (labels[k].left < labels[k - 1].right + 1) faults.push(`labels of a scale overlap: ${scale.textContent}`);
    }
    if (labels[0].left < 0 || labels[labels.length - 1].right > innerWidth) faults.push(`labels of a scale are cut off: ${scale.textContent}`);
  }
  const walker = document.createTreeWalker(document.querySelector('body'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || element.closest('svg') || !element.checkVisibility()) continue;
    const size = parseFloat(style(element).fontSize);
    const found = contrast(colour(style(element).color), page);
    if (size < 12) faults.push(`${size} pixels: "${node.data.trim().slice(0, 40)}"`);
    if (found < faintest) faults.push(`contrast ${found.toFixed(2)}: "${node.data.trim().slice(0, 40)}"`);
  }
  return faults;
}

const files = readdirSync(folder).filter((file) => file.endsWith('.html')).sort();
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});
let failures = 0;
let views = 0;
try {
  for (const file of files) {
    for (const scheme of ['light', 'dark']) {
      for (const width of [1280, 375]) {
        const context = await browser.newContext({colorScheme: scheme, viewport: {width, height: 900}});
        const page = await context.newPage();
        const faults = [];
        page.on('console', (message) => faults.push(`console: ${message.text()}`));
        page.on('pageerror', (error) => faults.push(`error: ${error}`));
        const url = pathToFileURL(resolve(folder, file)).href;
        page.on('request', (request) => {
          if (request.url() !== url && !request.url().startsWith('data:')) faults.push(`loads ${request.url()}`);
        });
        await page.goto(url, {waitUntil: 'load'});
        faults.push(...(await page.evaluate(inspect, {smallest, faintest, scheme})));
        const name = join(folder, `${basename(file, '.html')}.${scheme}.${width}`);
        await page.screenshot({path: `${name}.png`, fullPage: true});
        const scaling = await (await page.$('#scaling'))?.boundingBox();
        if (scaling) await page.screenshot({path: `${name}.scaling.png`, fullPage: true, clip: scaling});
        if (scheme === 'light' && width === 1280) await page.pdf({path: join(folder, `${basename(file, '.html')}.pdf`), format: 'A4'});
        await context.close();
        for (const fault of new Set(faults)) console.error(`${file}, ${scheme}, ${width} wide: ${fault}`);
        failures += faults.length > 0 ? 1 : 0;
        ++views;
      }
    }
  }
} finally {
  await browser.close();
}
console.log(`${views} views of ${files.length} reports, ${failures} with faults`);
process.exit(views > 0 && failures === 0 ? 0 : 1);
