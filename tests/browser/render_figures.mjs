// node render_figures.mjs FOLDER
//
// Compiles and renders every FOLDER/*.vl.json with vega-lite and vega, as FOLDER/*.svg. Fails on any warning, on anything
// a figure wants to load, and where a mark is missing: as many bars, fields, ticks, rules and points must be drawn as there
// are values for them.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import * as vega from 'vega';
import {compile} from 'vega-lite';

const drawnAs = {bar: 'rect', rect: 'rect', tick: 'rect', rule: 'rule', point: 'symbol', line: 'line'};

/** How many marks of each type a specification asks for. */
function asked(spec, data = spec.data, counts = {}) {
  const values = (spec.data ?? data)?.values;
  if (spec.layer) for (const layer of spec.layer) asked(layer, spec.data ?? data, counts);
  for (const map of spec.concat ?? []) asked(map, spec.data ?? data, counts);
  if (!spec.mark) return counts;
  const fields = Object.values(spec.encoding).map((channel) => channel.field).filter(Boolean);
  let shown = fields.length > 0 ? values : [null]; // without a field: one mark, at a place of its own
  for (const {filter} of spec.transform ?? []) {
    const keep = new Function('datum', 'isValid', `return ${filter}`);
    shown = shown.filter((datum) => keep(datum, (x) => x !== null && x !== undefined));
  }
  const type = drawnAs[spec.mark.type];
  counts[type] = (counts[type] ?? 0) + shown.length;
  return counts;
}

/** How many marks of each type a scene has, axes and legends left aside. */
function drawn(item, counts = {}) {
  for (const mark of item.items ?? []) {
    if (mark.role === 'mark' || mark.role === 'scope' || mark.role === 'frame' || mark.marktype === undefined) {
      if (mark.marktype && mark.marktype !== 'group' && mark.role === 'mark') {
        counts[mark.marktype] = (counts[mark.marktype] ?? 0) + mark.items.length;
      } else {
        drawn(mark, counts);
      }
    }
  }
  return counts;
}

const folder = process.argv[2];
const files = readdirSync(folder).filter((file) => file.endsWith('.vl.json')).sort();
let failures = 0;
for (const file of files) {
  const told = [];
  const logger = {
    level: () => logger,
    error: (...all) => (told.push(all.join(' ')), logger),
    warn: (...all) => (told.push(all.join(' ')), logger),
    info: () => logger,
    debug: () => logger,
  };
  try {
    const spec = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const {spec: compiled} = compile(spec, {logger});
    const loader = vega.loader();
    loader.load = (uri) => Promise.reject(new Error(`wants to load ${uri}`));
    const view = new vega.View(vega.parse(compiled), {renderer: 'none', logger, loader});
    const svg = await view.toSVG();
    writeFileSync(join(folder, file.replace(/vl[.]json$/, 'svg')), svg);
    const wanted = asked(spec);
    const found = drawn(view.scenegraph().root);
    for (const [type, count] of Object.entries(wanted)) {
      if ((found[type] ?? 0) !== count) told.push(`${count} marks of type ${type} asked for, ${found[type] ?? 0} drawn`);
    }
    if (/NaN|undefined|Infinity/.test(svg)) told.push('not a number in the drawing');
    view.finalize();
  } catch (error) {
    told.push(String(error));
  }
  for (const line of told) console.error(`${file}: ${line}`);
  failures += told.length > 0 ? 1 : 0;
}
console.log(`${files.length} figures, ${failures} with faults`);
process.exit(files.length > 0 && failures === 0 ? 0 : 1);
