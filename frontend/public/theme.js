// Before the first paint, so that a chosen theme does not flash the other one. The app keeps it up from there.
const theme = localStorage.getItem('condorito.theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
