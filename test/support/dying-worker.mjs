// Stands in for the worker of imports: needs more memory than it may have, once it has one.
process.on('message', (message) => {
  const kept = [];
  if (!('start' in message)) for (;;) kept.push({ number: kept.length });
});
