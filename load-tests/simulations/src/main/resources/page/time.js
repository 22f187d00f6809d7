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
