/** Runs in the page before anything of the app: keeps how long each task took that held it up for more than 50 ms. */
globalThis.longTasks = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) globalThis.longTasks.push(duration);
}).observe({ type: 'longtask' });
