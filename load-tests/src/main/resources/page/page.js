(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const at = id => document.getElementById(id);
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  };
  const COLOURS = ['#005eb8', '#d5281b', '#007f3b', '#7c2855', '#ed8b00', '#41b6e6', '#425563', '#ae2573', '#78be20', '#330072'];

  at('title').textContent = 'Slotkeeper: ' + data.simulation;
  document.title = 'Slotkeeper: ' + data.simulation;
  at('verdict').textContent = data.passed ? 'passed' : 'failed';
  at('verdict').className += data.passed ? ' good' : ' bad';
  if (data.gatling) { at('gatling').href = data.gatling; } else { at('gatling').remove(); }
  data.tiles.forEach(tile => at('tiles').append(make('div', {class: 'tile'}, make('b', {}, tile.value), make('span', {}, tile.name))));

  const rows = (table, head, lines) => {
    table.append(make('tr', {}, ...head.map((text, n) => make('th', n ? {class: 'number'} : {}, text))));
    lines.forEach(line => table.append(make('tr', {}, ...line.map((text, n) => make('td', n ? {class: 'number'} : {}, text)))));
  };
  at('checks').append(make('tr', {}, ...['', 'wanted', 'found', ''].map(text => make('th', {}, text))));
  data.checks.forEach(check => at('checks').append(make('tr', {},
    make('td', {}, check.name), make('td', {}, check.wanted), make('td', {}, check.found),
    make('td', {class: check.isMet ? 'good' : check.isJudged ? 'bad' : ''}, check.isMet ? '✓' : check.isJudged ? '✗' : 'not judged'))));
  rows(at('operations'), ['', 'count', 'a second', 'p50', 'p90', 'p99', 'p99.9', 'longest'], data.operations);
  rows(at('about'), ['', ''], Object.entries(data.about));
  rows(at('codes'), ['', 'count'], Object.entries(data.codes).map(([code, count]) => [code, String(count)]));
  rows(at('settings'), ['', ''], Object.entries(data.settings));
  if (data.findingsInAll) {
    at('findingsSection').hidden = false;
    data.findings.forEach(text => at('findings').append(make('li', {}, text)));
    if (data.findingsInAll > data.findings.length) { at('findings').append(make('li', {}, 'and ' + (data.findingsInAll - data.findings.length) + ' more')); }
  }

  // Curves of quantiles and of steps, as SVG with axes of their own.
  const svg = (tag, attributes, text) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    if (text !== undefined) { element.textContent = text; }
    return element;
  };
  const picture = (xs, xLabels, lines, yTitle, xTitle, isLog) => {
    const W = 640, H = 260, L = 52, R = 130, T = 12, B = 36;
    const box = svg('svg', {viewBox: `0 0 ${W} ${H}`, width: '100%', role: 'img'});
    const most = Math.max(1, ...lines.flatMap(line => line.points.map(point => point[1])));
    const scale = value => isLog ? Math.log10(Math.max(1, value)) / Math.log10(Math.max(10, most)) : value / most;
    const px = x => L + (W - L - R) * x, py = y => H - B - (H - T - B) * scale(y);
    const ticks = isLog ? [1, 10, 100, 1000, 10000].filter(tick => tick <= most * 1.2) : [0, .25, .5, .75, 1].map(part => Math.round(part * most));
    ticks.forEach(tick => {
      box.append(svg('line', {x1: L, x2: W - R, y1: py(tick), y2: py(tick), stroke: '#d8dde0'}));
      box.append(svg('text', {x: L - 6, y: py(tick) + 4, 'text-anchor': 'end'}, tick));
    });
    xs.forEach((x, n) => box.append(svg('text', {x: px(x), y: H - B + 16, 'text-anchor': 'middle'}, xLabels[n])));
    box.append(svg('text', {x: L, y: H - 4}, xTitle), svg('text', {x: 2, y: T}, yTitle));
    const ends = [];
    lines.forEach((line, n) => {
      const colour = COLOURS[n % COLOURS.length];
      box.append(svg('polyline', {points: line.points.map(point => px(point[0]) + ',' + py(point[1])).join(' '), fill: 'none', stroke: colour, 'stroke-width': 2}));
      const last = line.points[line.points.length - 1];
      ends.push({name: line.name, colour: colour, y: py(last[1])});
    });
    ends.sort((a, b) => a.y - b.y);
    ends.forEach((end, n) => { if (n && end.y < ends[n - 1].y + 14) { end.y = ends[n - 1].y + 14; } });
    ends.forEach(end => {
      const label = svg('text', {x: W - R + 8, y: end.y + 4}, end.name);
      label.style.fill = end.colour;
      box.append(label);
    });
    return box;
  };
  const PARTS = [0.5, 0.9, 0.99, 0.999, 0.9999];
  const nines = part => Math.min(1, (part >= 1 ? 4.4 : -Math.log10(1 - part)) / 4.4);
  const curves = Object.entries(data.curves).map(([name, points]) => ({name: name, points: points.map(([part, millis]) => [nines(part), millis])}));
  if (curves.length) { at('curves').append(picture(PARTS.map(nines), ['50 %', '90 %', '99 %', '99.9 %', '99.99 %'], curves, 'ms', 'of answers were not later than', true)); }
  if (data.steps.length) {
    at('stepsSection').hidden = false;
    const top = Math.max(...data.steps.map(step => step.offered));
    const line = (name, key) => ({name: name, points: data.steps.map(step => [step.offered / top, step[key]])});
    const xs = data.steps.map(step => step.offered / top), labels = data.steps.map(step => Math.round(step.offered));
    at('steps').append(picture(xs, labels, [line('booking p50', 'p50'), line('booking p99', 'p99'), line('arrivals late', 'late')], 'ms', 'journeys a second that were asked for', true));
    at('steps').append(picture(xs, labels, [line('asked for', 'offered'), line('bookings', 'bookings'), line('failed', 'failed')], 'a second', 'journeys a second that were asked for', false));
    const table = make('table');
    rows(table, ['asked for /s', 'bookings /s', 'p50 ms', 'p99 ms', 'failed /s', 'late ms'], data.steps.map(step => ['offered', 'bookings', 'p50', 'p99', 'failed', 'late'].map(key => String(step[key]))));
    at('steps').append(table);
  }

  // Everything over time shares one cursor and one zoom.
  const all = [];
  const sync = uPlot.sync('time');
  const ends = data.charts.flatMap(chart => [chart.x[0], chart.x[chart.x.length - 1]]);
  const whole = {min: Math.min(...ends), max: Math.max(...ends)};
  let zooming = false;
  const zoom = (plot, key) => {
    if (key !== 'x' || zooming) { return; }
    zooming = true;
    all.forEach(other => { if (other !== plot) { other.setScale('x', {min: plot.scales.x.min, max: plot.scales.x.max}); } });
    zooming = false;
  };
  const back = plot => plot.over.addEventListener('dblclick', () => all.forEach(other => other.setScale('x', whole)));
  const measured = plot => {
    const x = plot.valToPos(0, 'x', true);
    const c = plot.ctx;
    if (plot.scales.x.min < 0) {
      c.save(); c.fillStyle = 'rgba(66,85,99,.08)'; c.fillRect(plot.bbox.left, plot.bbox.top, Math.max(0, Math.min(x, plot.bbox.left + plot.bbox.width) - plot.bbox.left), plot.bbox.height); c.restore();
    }
  };
  const limit = value => plot => {
    if (!value) { return; }
    const y = plot.valToPos(value, 'y', true);
    if (y < plot.bbox.top || y > plot.bbox.top + plot.bbox.height) { return; }
    const c = plot.ctx;
    c.save(); c.strokeStyle = '#d5281b'; c.setLineDash([6, 4]); c.beginPath(); c.moveTo(plot.bbox.left, y); c.lineTo(plot.bbox.left + plot.bbox.width, y); c.stroke(); c.restore();
  };
  const frame = (title, note) => {
    const box = make('div', {class: 'chart'}, make('h3', {}, title), make('p', {class: 'note'}, note));
    at('charts').append(box);
    return box;
  };
  const short = value => value == null ? '–' : value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2);
  const axes = () => [{grid: {stroke: '#eef1f2'}}, {grid: {stroke: '#eef1f2'}, size: 58}];
  const heat = map => {
    const box = frame(map.title, 'The server\'s own histogram: how many answers of each second took how long. Darker: more.');
    const most = Math.max(1, ...map.counts.flat());
    const names = map.bounds.map((bound, n) => n === map.bounds.length - 1 ? 'over' : bound >= 1 ? bound + ' s' : Math.round(bound * 1000) + ' ms');
    const draw = plot => {
      const c = plot.ctx, wide = Math.max(2, plot.bbox.width / Math.max(1, map.x.length) + 1);
      c.save(); c.beginPath(); c.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height); c.clip();
      map.counts.forEach((row, bucket) => row.forEach((count, n) => {
        if (!count) { return; }
        const part = Math.log1p(count) / Math.log1p(most);
        c.fillStyle = `rgba(0,${Math.round(94 * (1 - part * .6))},${Math.round(184 * (1 - part * .35))},${.15 + .85 * part})`;
        const x = plot.valToPos(map.x[n], 'x', true), y = plot.valToPos(bucket + 1, 'y', true), low = plot.valToPos(bucket, 'y', true);
        c.fillRect(x - wide, y, wide, low - y);
      }));
      c.restore();
    };
    all.push(new uPlot({
      width: box.clientWidth - 28, height: 240, cursor: {sync: {key: sync.key}}, legend: {show: false}, scales: {x: {time: false}, y: {range: [0, map.bounds.length]}},
      axes: [axes()[0], {size: 58, grid: {stroke: '#eef1f2'}, splits: () => map.bounds.map((bound, n) => n + 1), values: () => names}],
      series: [{label: 's'}, {show: true, stroke: 'transparent'}],
      hooks: {setScale: [zoom], drawAxes: [measured], draw: [draw], ready: [back]}
    }, [map.x, map.x.map(() => 0)], box));
  };
  data.charts.forEach((chart, place) => {
    const box = frame(chart.title + (chart.unit ? ', ' + chart.unit : ''), chart.note);
    const y = chart.log ? {distr: 3, range: (plot, low, high) => [Math.max(.5, Math.min(low || 1, 1)), Math.max(10, high || 1, chart.limit * 1.5)]} : {range: (plot, low, high) => [0, Math.max(high || 0, .001) * 1.08]};
    const values = chart.log ? chart.series.map(one => one.values.map(value => value === 0 ? .5 : value)) : chart.series.map(one => one.values);
    all.push(new uPlot({
      width: box.clientWidth - 28, height: 230, cursor: {sync: {key: sync.key}}, scales: {x: {time: false, min: whole.min, max: whole.max}, y: y}, axes: axes(),
      series: [{label: 's', value: (plot, value) => value == null ? '–' : value.toFixed(0)}].concat(chart.series.map((one, n) => ({
        label: one.name, stroke: COLOURS[n % COLOURS.length], width: 1.6, spanGaps: false, points: {show: chart.x.length < 3}, value: (plot, value) => short(value)}))),
      hooks: {setScale: [zoom], drawAxes: [measured], draw: [limit(chart.limit)], ready: [back]}
    }, [chart.x].concat(values), box));
    if (place === 3) { data.heatmaps.forEach(heat); }
  });
  all.forEach(plot => plot.setScale('x', whole));
  let width = window.innerWidth;
  window.addEventListener('resize', () => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      all.forEach(plot => plot.setSize({width: plot.root.parentElement.clientWidth - 28, height: plot.height}));
    }
  });
})();
