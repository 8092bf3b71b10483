/** Runs in the page before anything of the app: notes what browsers measure of loading, shifting and answering. */
const vitals = { lcp: 0, cls: 0, interactions: new Map() };
globalThis.vitals = vitals;

observe('largest-contentful-paint', ({ startTime }) => {
  vitals.lcp = startTime;
});
observe('layout-shift', ({ value, hadRecentInput }) => {
  if (!hadRecentInput) vitals.cls += value;
});
observe('event', ({ interactionId, duration }) => {
  if (!interactionId) return;
  vitals.interactions.set(interactionId, Math.max(duration, vitals.interactions.get(interactionId) ?? 0));
});

function observe(type, note) {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) note(entry);
  }).observe({ type, buffered: true, durationThreshold: 16 });
}
